package io.github.plusofonnumbers;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What all errors of a call have in common. */
final class Facts implements Serializable {
  private static final long serialVersionUID = 1L;

  final String operation;
  final int status;
  final String message;
  final String body;
  final @Nullable Duration retryAfter;
  final String remedy;
  final transient @Nullable Throwable cause;

  Facts(
      String operation,
      int status,
      String message,
      String body,
      @Nullable Duration retryAfter,
      String remedy,
      @Nullable Throwable cause) {
    this.operation = operation;
    this.status = status;
    this.message = message;
    this.body = body;
    this.retryAfter = retryAfter;
    this.remedy = remedy;
    this.cause = cause;
  }

  static Facts unsent(String message, String remedy, @Nullable Throwable cause) {
    return new Facts("before sending", 0, message, "", null, remedy, cause);
  }

  static Facts broken(String operation, String message, String remedy, Throwable cause) {
    return new Facts(operation, 0, message, "", null, remedy, cause);
  }

  Facts advising(String other) {
    return new Facts(operation, status, message, body, retryAfter, other, cause);
  }

  Facts saying(String other) {
    return new Facts(operation, status, other, body, retryAfter, remedy, cause);
  }
}
