/* How an answer is read: what is no answer, and what a failure is called. */

import {
  BadRequest,
  NoAccess,
  NotAuthenticated,
  NotFound,
  OutcomeUnknown,
  type PlusofonError,
  RateLimited,
  RefusedAnswer,
  ServerFailed,
  UnreadableAnswer,
} from "./errors.js";
import type { Demand, Operation } from "./operations.js";

type JsonObject = Readonly<Record<string, unknown>>;

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Whether the text is all that the bytes say. */
  readonly isSound: boolean;
  /** What takes the token out of a text. */
  readonly redact: (text: string) => string;
}

const BY_STATUS = new Map<number, typeof RefusedAnswer>([
  [401, NotAuthenticated],
  [403, NoAccess],
  [404, NotFound],
  [429, RateLimited],
]);
const PASSING = new Set([502, 503, 504]);
const DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** What an answer is, if it is a failure. */
export function failureIn(operation: Operation, answer: RawAnswer): PlusofonError | undefined {
  const body = answer.isSound ? objectIn(answer.text) : undefined;
  const failure = named(operation, answer, body);
  const isDenied = body?.["success"] === false && !PASSING.has(answer.status);
  const isClear = failure instanceof ServerFailed ? isDenied : failure instanceof RefusedAnswer;
  return failure && !isClear ? inDoubt(operation, failure) : failure;
}

/** A failure that leaves open what became of the request: of a change, OutcomeUnknown. */
export function inDoubt(operation: Operation, failure: PlusofonError): PlusofonError {
  if (operation.onlyReads) {
    return failure;
  }
  const { status, body, retryAfter } = failure;
  const why = `${failure.name}: ${failure.message}`;
  return new OutcomeUnknown(
    operation.name,
    `whether it was carried out is not known (${why}). ${operation.outcome}`,
    { status, body, retryAfter, cause: failure },
  );
}

function named(
  operation: Operation,
  answer: RawAnswer,
  body: JsonObject | undefined,
): PlusofonError | undefined {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return failureInside(operation, answer, body);
  }
  if (status < 400 || status > 599) {
    return unreadable(operation, answer, "the document has no such status");
  }
  return refused(operation, answer, body ?? {});
}

function failureInside(
  operation: Operation,
  answer: RawAnswer,
  body: JsonObject | undefined,
): PlusofonError | undefined {
  if (body === undefined) {
    return unreadable(operation, answer, "the answer cannot be read: it is no JSON object");
  }
  if (body["success"] === false) {
    return badRequest(operation, answer, body);
  }
  const isEnvelope = "jsonrpc" in body && isObject(body["error"]);
  if (isEnvelope && !("success" in body)) {
    return new NotFound(operation.name, told(answer, body), facts(answer));
  }
  const why = isEnvelope
    ? "it says both success and failure"
    : operation.demands.map((demand) => shortfall(demand, body)).find(Boolean);
  return why === undefined
    ? undefined
    : unreadable(operation, answer, `the answer cannot be read: ${why}`);
}

/** What an answer lacks; undefined where it meets the demand. */
function shortfall({ name, required, kinds }: Demand, body: JsonObject): string | undefined {
  const came = name in body ? kindOf(body[name]) : "nothing";
  const isMet = kinds.includes(came) || (came === "nothing" && !required);
  return isMet ? undefined : `${name}: expected ${kinds.join(" or ")}, ${came} came`;
}

/** Which of JSON's types a value is of. */
function kindOf(value: unknown): string {
  if (typeof value === "number") {
    return Number.isInteger(value) ? "integer" : "number";
  }
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function refused(operation: Operation, answer: RawAnswer, body: JsonObject): PlusofonError {
  const isNoAccess = answer.status === 500 && body["success"] === false;
  const otherwise = answer.status >= 500 ? ServerFailed : BadRequest;
  const kind = isNoAccess ? NoAccess : (BY_STATUS.get(answer.status) ?? otherwise);
  if (kind === BadRequest) {
    return badRequest(operation, answer, body);
  }
  return new kind(operation.name, told(answer, body), facts(answer));
}

function badRequest(operation: Operation, answer: RawAnswer, body: JsonObject): BadRequest {
  const { redact } = answer;
  const errors = isObject(body["errors"]) ? Object.entries(body["errors"]) : [];
  const fields = errors.map(([name, value]) => [redact(name), redact(text(value))] as const);
  return new BadRequest(operation.name, told(answer, body), {
    ...facts(answer),
    fields: Object.fromEntries(fields),
  });
}

function unreadable(operation: Operation, answer: RawAnswer, why: string): UnreadableAnswer {
  return new UnreadableAnswer(operation.name, why, facts(answer));
}

function facts(answer: RawAnswer) {
  const body = answer.redact(answer.text);
  return { status: answer.status, body, retryAfter: retryAfter(answer.headers) };
}

/** How long the service asks to wait, in seconds; undefined where it does not say, or not legibly. */
function retryAfter(headers: Headers): number | undefined {
  const told = headers.get("Retry-After")?.trim() ?? "";
  if (/^\d+$/.test(told)) {
    return Number(told.slice(0, 12));
  }
  // Of anything else, Date.parse makes up a moment: of 1.5 the first of May.
  const moment = DATE.test(told) ? Date.parse(told) : NaN;
  return Number.isNaN(moment) ? undefined : Math.max(0, (moment - Date.now()) / 1000);
}

function objectIn(content: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The service's own words: `message`, else `error`, else `errors`, of whatever type they are. */
function told(answer: RawAnswer, body: JsonObject): string {
  const found = ["message", "error", "errors"].map((key) => text(body[key])).find(Boolean);
  return answer.redact(found ?? "the service gave no reason");
}

// Nobody writes for people deeper inside than that.
function text(value: unknown, depth = 8): string {
  if (typeof value === "string") {
    return value;
  }
  if (depth === 0 || typeof value !== "object" || value === null) {
    return "";
  }
  if (!Array.isArray(value) && "message" in value) {
    return text(value.message, depth - 1); // JSON-RPC
  }
  const inside = Object.values(value).map((each) => text(each, depth - 1));
  return inside.filter(Boolean).join(Array.isArray(value) ? " " : "; ");
}
