package io.github.plusofonnumbers;

/** The service did not carry the request out, and said so. A refusal may come with 200. */
public abstract class RefusedAnswer extends PlusofonError {
  private static final long serialVersionUID = 1L;

  RefusedAnswer(Facts facts) {
    super(facts);
  }
}
