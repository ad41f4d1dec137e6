// What the vectors cannot see of the TypeScript client: time limits, what was not sent, the token,
// and what a client refuses to be told. Says nothing where all is right.

import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";

import {
  CLIENT_CODE,
  ConnectionFailed,
  type Options,
  OutcomeUnknown,
  Plusofon,
  PlusofonError,
  ServerFailed,
  TimedOut,
  UnreadableAnswer,
} from "plusofon-numbers";

const TOKEN = "se/cr&et+Token.1";
const BUY = { numbers: [4951332210], owner_type: "personal" } as const;

interface Seen {
  readonly url: string;
  readonly count: () => number;
}

/** A client of a server that answers in this way. */
async function withServer(
  listener: RequestListener,
  use: (plusofon: Plusofon, seen: Seen) => Promise<void>,
  options: Options = {},
): Promise<void> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    listener(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  try {
    await use(new Plusofon({ token: TOKEN, baseUrl: url, ...options }), { url, count: () => count });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => assert.fail("expected a failure, an answer came"),
    (error: unknown) => error,
  );
}

function isA<Kind>(value: unknown, kind: abstract new (...given: never[]) => Kind): asserts value is Kind {
  assert.equal((value as Error).constructor.name, kind.name, inspect(value));
}

async function silence(): Promise<void> {
  await withServer(
    () => {},
    async (plusofon, { count }) => {
      const began = Date.now();
      isA(await failureOf(plusofon.listRegions()), TimedOut);
      const bought = await failureOf(plusofon.buyNumbers(BUY));
      isA(bought, OutcomeUnknown);
      isA(bought.cause, TimedOut);
      assert.ok(Date.now() - began < 5000, "a time limit is not kept");
      assert.equal(count(), 2, "something was sent again");
    },
    { timeout: 0.3 },
  );
  await withServer(
    () => {},
    async (plusofon) => {
      const began = Date.now();
      isA(await failureOf(plusofon.listRegions({}, { timeout: 0.1 })), TimedOut);
      assert.ok(Date.now() - began < 5000, "the time limit of a call is not kept");
    },
    { timeout: 10 },
  );
}

/** Each byte comes in time, all of them do not. */
async function drops(): Promise<void> {
  await withServer(
    (_, response) => {
      const timer = setInterval(() => response.write(" "), 50);
      response.on("close", () => clearInterval(timer));
    },
    async (plusofon) => isA(await failureOf(plusofon.listRegions()), TimedOut),
    { timeout: 0.3 },
  );
}

async function nobodyThere(): Promise<void> {
  let url = "";
  await withServer(
    () => {},
    async (_, seen) => {
      url = seen.url;
    },
  );
  const plusofon = new Plusofon({ token: TOKEN, baseUrl: url });
  isA(await failureOf(plusofon.buyNumbers(BUY)), ConnectionFailed);
}

async function lineBreaks(): Promise<void> {
  await withServer(
    (request) => request.socket.destroy(),
    async (plusofon, { count }) => {
      isA(await failureOf(plusofon.listRegions()), ConnectionFailed);
      isA(await failureOf(plusofon.releaseNumber({ number_id: 1 })), OutcomeUnknown);
      assert.equal(count(), 2, "something was sent again");
    },
  );
}

async function brokenOff(): Promise<void> {
  await withServer(
    () => {},
    async (plusofon, { count }) => {
      const signal = () => AbortSignal.any([AbortSignal.timeout(100)].map(asAbort));
      const read = await failureOf(plusofon.listRegions({}, { signal: signal() }));
      assert.ok(!(read instanceof PlusofonError), inspect(read));
      isA(await failureOf(plusofon.buyNumbers(BUY, { signal: signal() })), OutcomeUnknown);
      const before = count();
      const unsent = await failureOf(plusofon.buyNumbers(BUY, { signal: AbortSignal.abort() }));
      assert.ok(!(unsent instanceof PlusofonError), inspect(unsent));
      assert.equal(count(), before, "a call that was broken off before it began was sent");
    },
  );
}

/** A signal that tells of a person who gave up, not of a time limit. */
function asAbort(limit: AbortSignal): AbortSignal {
  const stop = new AbortController();
  limit.addEventListener("abort", () => stop.abort());
  return stop.signal;
}

const INCOMPLETE = [
  "{}",
  '{"success": null}',
  '{"success": "true"}',
  '{"success": true, "message": 1.5}',
  '{"success": true, "jsonrpc": "2.0", "error": {}}',
  '\uFEFF{"success": true}',
];

async function incomplete(): Promise<void> {
  await withServer(
    (_, response) => response.end('{"success": true}'),
    async (plusofon) => isA(await failureOf(plusofon.listRegions()), UnreadableAnswer),
  );
  for (const text of INCOMPLETE) {
    await withServer(
      (_, response) => response.end(text),
      async (plusofon) => isA(await failureOf(plusofon.buyNumbers(BUY)), OutcomeUnknown),
    );
  }
}

async function packedBadly(): Promise<void> {
  await withServer(
    (_, response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end("{}"),
    async (plusofon) => isA(await failureOf(plusofon.listRegions()), UnreadableAnswer),
  );
}

/** A service that says the token back, spelt in many ways, in whatever it answers. */
async function token(): Promise<void> {
  const html = TOKEN.replace("&", "&amp;");
  const json = TOKEN.replace("/", "\\/");
  const coded = encodeURIComponent(TOKEN);
  const answers = [
    [400, JSON.stringify({ success: false, message: `no ${TOKEN}`, errors: { [TOKEN]: [coded] } })],
    [200, `{"success": false, "error": "no ${json}"}`],
    [502, `<p>${html} ${coded} ${TOKEN.replace("+", "\\u002B")}</p>`],
    [503, JSON.stringify({ message: [`no ${TOKEN}`] })],
  ] as const;
  for (const [status, text] of answers) {
    await withServer(
      (_, response) => response.writeHead(status).end(text),
      async (plusofon) => {
        for (const call of [plusofon.listRegions(), plusofon.buyNumbers(BUY)]) {
          const failure = await failureOf(call);
          assert.ok(failure instanceof PlusofonError);
          const shown = `${inspect(failure, { depth: 9 })} ${JSON.stringify(failure)} ${failure.stack}`;
          assert.ok(!/se\S{1,9}cr/.test(shown), shown);
          assert.ok(shown.includes("[token]"), shown);
        }
        const shown = `${inspect(plusofon, { depth: 9, showHidden: true })} ${JSON.stringify(plusofon)}`;
        assert.ok(!shown.includes(TOKEN), shown);
      },
    );
  }
}

async function noRetryAfter(): Promise<void> {
  await withServer(
    (_, response) => response.writeHead(503, { "Retry-After": "1.5" }).end(),
    async (plusofon) => {
      const failure = await failureOf(plusofon.listRegions());
      isA(failure, ServerFailed);
      assert.equal(failure.retryAfter, undefined);
    },
  );
}

async function retryAfter(): Promise<void> {
  const moment = new Date(Date.now() + 30_000).toUTCString();
  await withServer(
    (_, response) => response.writeHead(503, { "Retry-After": moment }).end(),
    async (plusofon) => {
      const failure = await failureOf(plusofon.listRegions());
      isA(failure, ServerFailed);
      const { retryAfter: seconds } = failure;
      assert.ok(seconds !== undefined && seconds > 20 && seconds <= 30, `${seconds}`);
    },
  );
}

async function sentHeaders(): Promise<void> {
  process.env["PLUSOFON_TOKEN"] = "test-environment";
  await withServer(
    (request, response) => response.end(JSON.stringify({ code_regions: [], seen: request.headers })),
    async (_, { url }) => {
      process.env["PLUSOFON_BASE_URL"] = url;
      const answer: object = await new Plusofon({ headers: { "X-Request-Id": "7" } }).listRegions();
      const { seen } = answer as { seen: Record<string, string> };
      assert.equal(seen["authorization"], "Bearer test-environment");
      assert.equal(seen["client"], CLIENT_CODE);
      assert.equal(seen["x-request-id"], "7");
      assert.match(seen["user-agent"] ?? "", /^plusofon-numbers\//);
      assert.equal(seen["content-type"], undefined);
      process.env["PLUSOFON_CLIENT"] = "17";
      const other: object = await new Plusofon().listRegions();
      assert.equal((other as typeof answer & { seen: Record<string, string> }).seen["client"], "17");
    },
  );
  for (const name of ["TOKEN", "BASE_URL", "CLIENT"]) {
    delete process.env[`PLUSOFON_${name}`];
  }
}

const REFUSED: readonly (readonly [Options, RegExp])[] = [
  [{}, /PLUSOFON_TOKEN/],
  [{ token: "two words" }, /^token: .*something else came/],
  [{ token: TOKEN, baseUrl: "restapi.plusofon.ru" }, /^baseUrl: expected scheme/],
  [{ token: TOKEN, baseUrl: "https://user:word@example.com/" }, /^baseUrl: expected scheme/],
  [{ token: TOKEN, baseUrl: "http://example.com/" }, /insecureHttp: true/],
  [{ token: TOKEN, clientCode: "" }, /^clientCode: /],
  [{ token: TOKEN, timeout: 0 }, /^timeout: /],
  [{ token: TOKEN, headers: { Authorization: "x" } }, /use token$/],
  [{ token: TOKEN, headers: { "X-A": "two\nlines" } }, /^headers: /],
];

function refusals(): void {
  for (const [options, message] of REFUSED) {
    assert.throws(() => new Plusofon(options), { name: "TypeError", message });
  }
  assert.equal(new Plusofon({ token: TOKEN, baseUrl: "http://a.example/v1/", insecureHttp: true }).baseUrl, "http://a.example/v1");
}

refusals();
for (const check of [silence, drops, nobodyThere, lineBreaks, brokenOff, incomplete, packedBadly, token, retryAfter, noRetryAfter, sentHeaders]) {
  await check();
}
