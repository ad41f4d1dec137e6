package io.github.plusofonnumbers;

/**
 * A change was asked for, and whether it was carried out is not known. Do not repeat it before you
 * know: the message says where to look.
 */
public final class OutcomeUnknown extends PlusofonError {
  private static final long serialVersionUID = 1L;

  private final PlusofonError failure;

  OutcomeUnknown(Facts facts, PlusofonError failure) {
    super(facts);
    this.failure = failure;
  }

  /**
   * What happened instead of a readable answer.
   *
   * @return the failure
   */
  public PlusofonError getFailure() {
    return failure;
  }
}
