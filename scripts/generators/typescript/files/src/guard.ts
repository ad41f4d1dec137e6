/* What stands between openapi-fetch and its caller, so that nothing but an answer gets through. */

import type { Middleware } from "openapi-fetch";

import type { Configuration } from "./configuration.js";
import { ConnectionFailed, TimedOut, UnreadableAnswer } from "./errors.js";
import { type Operation, operationAt } from "./operations.js";
import { failureIn, inDoubt, type RawAnswer } from "./reading.js";

/** A middleware that sends the headers, and throws where the answer is none. Nothing is sent again. */
export function guard(told: Configuration): Middleware {
  return {
    onRequest({ request }) {
      for (const [name, value] of told.sentHeaders()) {
        request.headers.set(name, value);
      }
      return request;
    },
    onError({ request, schemaPath, error }) {
      return broken(operationAt(request.method, schemaPath), error, told);
    },
    async onResponse({ request, response, schemaPath }) {
      const operation = operationAt(request.method, schemaPath);
      const answer = await rawAnswer(operation, response, told);
      const failure = failureIn(operation, answer);
      if (failure !== undefined) {
        throw failure;
      }
      // Of some statuses a Response refuses a body, and openapi-fetch asks for no more than success.
      return new Response(answer.text, { headers: answer.headers });
    },
  };
}

/** @throws PlusofonError The line broke before the answer was complete. */
async function rawAnswer(
  operation: Operation,
  response: Response,
  told: Configuration,
): Promise<RawAnswer> {
  const bytes = await response.arrayBuffer().catch((error: unknown) => {
    throw broken(operation, error, told, response.status);
  });
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding"); // it is unpacked by now, and so has another length
  headers.delete("Content-Length");
  const redact = (text: string) => told.token.redact(text);
  return { status: response.status, headers, redact, ...decoded(bytes) };
}

function decoded(bytes: ArrayBuffer): { text: string; isSound: boolean } {
  try {
    // A byte order mark is no JSON, and not to be dropped in silence.
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(bytes), isSound: true };
  } catch {
    return { text: new TextDecoder().decode(bytes), isSound: false };
  }
}

/** The name of what fetch threw. What the caller broke off is thrown as it is, if it only reads. */
function broken(
  operation: Operation,
  error: unknown,
  told: Configuration,
  status?: number,
): Error {
  const causes = [...causesOf(error)];
  const is = (test: (cause: Cause) => boolean) => causes.some(test);
  if (operation.onlyReads && error instanceof Error && error.name === "AbortError") {
    return error;
  }
  const facts = { status, cause: error };
  if (is(({ name }) => name === "TimeoutError")) {
    return inDoubt(operation, new TimedOut(operation.name, "it took too long", facts));
  }
  const words = causes.map(({ message }) => message).filter(Boolean);
  const kind = is(({ code }) => PACKED.test(code)) ? UnreadableAnswer : ConnectionFailed;
  const failure = new kind(operation.name, told.token.redact(words.join(": ")), facts);
  return is(({ code, syscall }) => UNSENT.test(code) || CONNECTING.has(syscall))
    ? failure
    : inDoubt(operation, failure);
}

// With these, nothing of a request can have reached the service. They are Node's; what fetch says
// elsewhere tells too little.
const CONNECTING = new Set(["connect", "getaddrinfo"]);
const UNSENT =
  /^(UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_CERT_\w+|ERR_SSL_WRONG_VERSION_NUMBER|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_(GET|VERIFY)_\w+)$/;
// Zlib and Brotli cannot unpack it.
const PACKED = /^(Z_|ERR_(BROTLI|_ERROR_FORMAT))/;

interface Cause {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly syscall: string;
}

/** An error and what caused it. Of several attempts to connect, the first tells enough. */
function* causesOf(error: unknown): Generator<Cause> {
  if (!(error instanceof Error)) {
    return;
  }
  const { name, message, code = "", syscall = "" } = error as Error & Partial<Cause>;
  yield { name, message, code: String(code), syscall: String(syscall) };
  yield* causesOf(error instanceof AggregateError ? error.errors[0] : error.cause);
}
