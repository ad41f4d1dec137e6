package io.github.plusofonnumbers;

/** Too many requests in a short time. */
public final class RateLimited extends RefusedAnswer {
  private static final long serialVersionUID = 1L;

  RateLimited(Facts facts) {
    super(facts);
  }
}
