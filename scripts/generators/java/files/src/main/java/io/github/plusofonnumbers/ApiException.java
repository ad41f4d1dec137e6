package io.github.plusofonnumbers;

import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Nothing was sent: a required argument is missing, or one cannot be written as JSON. The generated
 * code throws it; all else that goes wrong never gets as far.
 */
public final class ApiException extends PlusofonError {
  private static final long serialVersionUID = 1L;
  private static final String REMEDY = "Nothing was sent: mend the argument.";

  /**
   * An argument cannot be written as JSON.
   *
   * @param cause why not
   */
  public ApiException(Throwable cause) {
    super(Facts.unsent(String.valueOf(cause.getMessage()), REMEDY, cause));
  }

  /**
   * An argument is missing.
   *
   * @param code always 400; nobody has answered so
   * @param message which one
   */
  public ApiException(int code, String message) {
    super(Facts.unsent(message, REMEDY, null));
  }

  /**
   * An answer that is no 2xx. The guard lets none pass.
   *
   * @param code its status
   * @param message what it says
   * @param headers its headers
   * @param body its body
   */
  public ApiException(int code, String message, HttpHeaders headers, @Nullable String body) {
    super(Facts.unsent(message, REMEDY, null));
  }
}
