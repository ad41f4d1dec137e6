/* What stands between openapi-fetch and its caller, so that nothing but an answer gets through. */

import type { Middleware } from "openapi-fetch";

import type { Configuration } from "./configuration.js";
import { ConnectionFailed, type PlusofonError, TimedOut, UnreadableAnswer } from "./errors.js";
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
      return new Response(answer.text, { status: answer.status, headers: answer.headers });
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
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), isSound: true };
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
  const [name, why, code] = reasons(error);
  const message = told.token.redact(why);
  const facts = { status, cause: error };
  if (name === "TimeoutError") {
    const limit = `it took longer than ${told.timeout} seconds`;
    return inDoubt(operation, new TimedOut(operation.name, limit, facts));
  }
  const isPacked = code.startsWith("Z_") || code.startsWith("ERR__ERROR_FORMAT");
  const kind = isPacked ? UnreadableAnswer : ConnectionFailed;
  const failure: PlusofonError = new kind(operation.name, message, facts);
  if (name === "AbortError" && operation.onlyReads && error instanceof Error) {
    return error;
  }
  return UNSENT.test(code) ? failure : inDoubt(operation, failure);
}

// With these, nothing of a request can have reached the service. They are the codes of Node; what
// fetch says elsewhere tells too little.
const UNSENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_CERT\w+|ERR_SSL_\w+|DEPTH_ZERO\w+|SELF_SIGNED\w+|UNABLE_TO_\w+|ERR_INVALID_URL)$/;

/** The name, the words and the code of an error, and of what caused it. */
function reasons(error: unknown): readonly [name: string, why: string, code: string] {
  if (!(error instanceof Error)) {
    return ["", String(error), ""];
  }
  const [, why, code] = error.cause === undefined ? ["", "", ""] : reasons(error.cause);
  const own = "code" in error ? String(error.code) : "";
  const inside = error instanceof AggregateError ? reasons(error.errors[0])[1] : "";
  const said = [error.message, inside, why].filter(Boolean).join(": ");
  return [error.name, said, code || own];
}
