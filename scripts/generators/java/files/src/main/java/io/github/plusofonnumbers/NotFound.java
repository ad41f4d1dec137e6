package io.github.plusofonnumbers;

/** The target does not exist, or the host or path is wrong. */
public final class NotFound extends RefusedAnswer {
  private static final long serialVersionUID = 1L;

  NotFound(Facts facts) {
    super(facts);
  }
}
