package io.github.plusofonnumbers;

/** The token has no access to this method. A token for Flash Call has none. */
public final class NoAccess extends RefusedAnswer {
  private static final long serialVersionUID = 1L;

  NoAccess(Facts facts) {
    super(facts);
  }
}
