package io.github.plusofonnumbers;

/** The token is missing, wrong or expired. */
public final class NotAuthenticated extends RefusedAnswer {
  private static final long serialVersionUID = 1L;

  NotAuthenticated(Facts facts) {
    super(facts);
  }
}
