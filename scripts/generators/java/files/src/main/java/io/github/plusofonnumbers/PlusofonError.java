package io.github.plusofonnumbers;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Anything that a call throws on purpose. It never shows the token.
 *
 * <pre>
 * PlusofonError
 * ├── ApiException          nothing was sent: an argument is missing
 * ├── ConnectionFailed      the service could not be reached, or the line broke
 * │   └── TimedOut          it did not answer in time
 * ├── UnreadableAnswer      an answer that is not what the document says
 * ├── OutcomeUnknown        whether a change was carried out is not known
 * └── RefusedAnswer         the service said no; the message has its words
 *     ├── BadRequest        400, 422, another 4xx, or success: false inside a 2xx
 *     ├── NotAuthenticated  401
 *     ├── NoAccess          403, and the provider's own 500
 *     ├── NotFound          404, and the JSON-RPC envelope for a wrong path
 *     ├── RateLimited       429
 *     └── ServerFailed      any other 5xx
 * </pre>
 */
public abstract class PlusofonError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Facts facts;

  PlusofonError(Facts facts) {
    super(facts.message, facts.cause);
    this.facts = facts;
  }

  /**
   * The operationId of the call that failed.
   *
   * @return its name
   */
  public final String getOperation() {
    return facts.operation;
  }

  /**
   * The HTTP status of the answer.
   *
   * @return the status; empty where no answer came
   */
  public final OptionalInt getStatus() {
    return facts.status == 0 ? OptionalInt.empty() : OptionalInt.of(facts.status);
  }

  /**
   * The body of the answer, at most its first mebibyte.
   *
   * @return the body; empty where no answer came
   */
  public final String getBody() {
    return facts.body;
  }

  /**
   * How long the service asks to wait.
   *
   * @return the time; empty where it does not say
   */
  public final Optional<Duration> getRetryAfter() {
    return Optional.ofNullable(facts.retryAfter);
  }

  /**
   * What to do next.
   *
   * @return a sentence
   */
  public final String getRemedy() {
    return facts.remedy;
  }

  /** All of it in one line. */
  @Override
  public final String toString() {
    String status = facts.status == 0 ? "" : ", status " + facts.status;
    return String.format(
        "%s: %s%s: %s. %s",
        getClass().getSimpleName(),
        facts.operation,
        status,
        Words.oneLine(facts.message),
        facts.remedy);
  }
}
