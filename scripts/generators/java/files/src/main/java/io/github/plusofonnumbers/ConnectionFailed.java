package io.github.plusofonnumbers;

/** The service could not be reached, or the line broke before the answer was complete. */
public class ConnectionFailed extends PlusofonError {
  private static final long serialVersionUID = 1L;

  private final boolean sent;

  ConnectionFailed(Facts facts, boolean sent) {
    super(facts);
    this.sent = sent;
  }

  /**
   * Whether the request may have reached the service.
   *
   * @return false if nothing of it can have
   */
  public boolean isSent() {
    return sent;
  }
}
