/*
 * What can go wrong, and what each failure is called.
 *
 * PlusofonError
 * ├── ConnectionFailed            the service could not be reached, or the line broke
 * │   └── TimedOut                it did not answer in time
 * ├── UnreadableAnswer            an answer that is not what the document says
 * ├── OutcomeUnknown              whether a change was carried out is not known
 * └── RefusedAnswer               the service said no; `message` has its words
 *     ├── BadRequest              400, 422, another 4xx, or `success: false` inside a 2xx
 *     ├── NotAuthenticated        401
 *     ├── NoAccess                403, and the provider's own 500
 *     ├── NotFound                404, and the JSON-RPC envelope for a wrong path
 *     ├── RateLimited             429
 *     └── ServerFailed            any other 5xx
 */

/** What is known of a failure besides its message. */
export interface Facts {
  /** The HTTP status of the answer. */
  readonly status?: number | undefined;
  /** The body of the answer as text, without the token. */
  readonly body?: string | undefined;
  /** How long the service asks to wait, in seconds. */
  readonly retryAfter?: number | undefined;
  /** What the service says of each parameter. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** What happened instead of a readable answer. */
  readonly cause?: unknown;
}

/** Anything that this client throws on purpose. It never shows the token. */
export class PlusofonError extends Error {
  /** The operationId of the call that failed. */
  readonly operation: string;
  /** The HTTP status of the answer; undefined where no answer came. */
  readonly status: number | undefined;
  /** The body of the answer as text; empty where no answer came. */
  readonly body: string;
  /** How long the service asks to wait, in seconds; undefined where it does not say. */
  readonly retryAfter: number | undefined;

  constructor(operation: string, message: string, facts: Facts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.operation = operation;
    this.status = facts.status;
    this.body = facts.body ?? "";
    this.retryAfter = facts.retryAfter;
  }

  /** What to do next. */
  get remedy(): string {
    return "Read the message.";
  }
}

/** The service could not be reached, or the line broke before the answer was complete. */
export class ConnectionFailed extends PlusofonError {
  override get remedy(): string {
    return "Look at baseUrl and at the network, then try again.";
  }
}

/** The service did not answer in time. */
export class TimedOut extends ConnectionFailed {
  override get remedy(): string {
    return "Try again, or give it longer: the option timeout.";
  }
}

/** The answer is not what the document says. */
export class UnreadableAnswer extends PlusofonError {
  override get remedy(): string {
    return "Look at body; baseUrl may name another service, or the service has changed.";
  }
}

/** A change was asked for, and whether it was carried out is not known. `cause` is what happened. */
export class OutcomeUnknown extends PlusofonError {
  override get remedy(): string {
    return "Do not repeat it before you know.";
  }
}

/** The service did not carry the request out, and said so. A refusal may come with 200. */
export class RefusedAnswer extends PlusofonError {}

/** A parameter is wrong, or the state of the account does not allow it. */
export class BadRequest extends RefusedAnswer {
  /** The service's words on each parameter, where it told them apart. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(operation: string, message: string, facts: Facts = {}) {
    super(operation, message, facts);
    this.fields = facts.fields ?? {};
  }

  override get remedy(): string {
    return "Nothing was changed: mend what the message names.";
  }
}

/** The token is missing, wrong or expired. */
export class NotAuthenticated extends RefusedAnswer {
  override get remedy(): string {
    return "Get a new token from the developer section of the cabinet.";
  }
}

/** The token has no access to this method. A token for Flash Call has none. */
export class NoAccess extends RefusedAnswer {
  override get remedy(): string {
    return "Use a token from the developer section of the cabinet, not one for Flash Call.";
  }
}

/** The target does not exist, or the host or path is wrong. */
export class NotFound extends RefusedAnswer {
  override get remedy(): string {
    return "Look at the id, and at baseUrl.";
  }
}

/** Too many requests in a short time. */
export class RateLimited extends RefusedAnswer {
  override get remedy(): string {
    return "Nothing was changed: wait for a while.";
  }
}

/** The service, or a proxy in front of it, failed. */
export class ServerFailed extends RefusedAnswer {
  override get remedy(): string {
    return "Try again later.";
  }
}

// Spelt out, since a minifier changes the names of classes.
const NAMED = {
  PlusofonError,
  ConnectionFailed,
  TimedOut,
  UnreadableAnswer,
  OutcomeUnknown,
  RefusedAnswer,
  BadRequest,
  NotAuthenticated,
  NoAccess,
  NotFound,
  RateLimited,
  ServerFailed,
};
for (const [name, kind] of Object.entries(NAMED)) {
  Object.defineProperty(kind.prototype, "name", { value: name });
}
