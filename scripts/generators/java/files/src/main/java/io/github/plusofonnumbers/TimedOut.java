package io.github.plusofonnumbers;

/** The service did not answer in time. */
public final class TimedOut extends ConnectionFailed {
  private static final long serialVersionUID = 1L;

  TimedOut(Facts facts, boolean sent) {
    super(facts, sent);
  }
}
