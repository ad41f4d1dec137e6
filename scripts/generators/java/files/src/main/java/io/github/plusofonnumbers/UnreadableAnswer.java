package io.github.plusofonnumbers;

/** The answer is not what the document says. */
public final class UnreadableAnswer extends PlusofonError {
  private static final long serialVersionUID = 1L;

  UnreadableAnswer(Facts facts) {
    super(facts);
  }
}
