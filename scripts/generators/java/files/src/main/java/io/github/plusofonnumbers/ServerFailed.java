package io.github.plusofonnumbers;

/** The service, or a proxy in front of it, failed. */
public final class ServerFailed extends RefusedAnswer {
  private static final long serialVersionUID = 1L;

  ServerFailed(Facts facts) {
    super(facts);
  }
}
