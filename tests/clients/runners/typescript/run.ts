// Makes the calls of all vectors with the TypeScript client, or one number's life with a sandbox.
//
// Reads VECTORS and BASE_URL, or with FLOW=1 BASE_URL and PLUSOFON_TOKEN; prints a line of JSON for
// each call or step.

import { readFileSync } from "node:fs";

import { type OperationId, Plusofon, PlusofonError } from "plusofon-numbers";

interface Call {
  readonly id: string;
  readonly operation: OperationId;
  readonly arguments: object;
  readonly client?: string;
}

// A call that is read from a file has no types to be checked.
type Method = (given?: object) => Promise<unknown>;

const baseUrl = variable("BASE_URL");

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name}: expected a value in the environment, none came`);
  }
  return value;
}

async function outcomeOf(call: Call): Promise<object> {
  const plusofon = new Plusofon({ token: call.id, baseUrl, clientCode: call.client });
  const given = Object.keys(call.arguments).length === 0 ? [] : [call.arguments];
  try {
    return { value: await (plusofon[call.operation] as Method).call(plusofon, ...given) };
  } catch (error) {
    if (!(error instanceof PlusofonError)) {
      throw error;
    }
    const { name, status, message, retryAfter } = error;
    return { error: name, status, message, retry_after: retryAfter ?? null };
  }
}

async function runVectors(): Promise<void> {
  for (const call of JSON.parse(readFileSync(variable("VECTORS"), "utf-8")) as Call[]) {
    say({ id: call.id, ...(await outcomeOf(call)) });
  }
}

/** A number's life: search, reserve, buy, list, forward, switch that off, release. */
async function runFlow(): Promise<void> {
  const plusofon = new Plusofon({ baseUrl });
  const page = await plusofon.searchNumbers({
    owner_type: "personal",
    phone_type: "abc",
    city_code: 495,
    number_type: "0",
  });
  const number = known(page.data?.[0]?.number);
  say({ step: "search", number });
  await plusofon.reserveNumber({ number: Number(number), owner_type: "personal", short: 1 });
  say({ step: "reserve", number: (await plusofon.listReservations()).data?.[0]?.number });
  await plusofon.buyNumbers({ numbers: [Number(number)], owner_type: "personal" });
  say({ step: "buy", number });
  const owned = (await plusofon.listNumbers()).data?.[0];
  const id = known(owned?.id);
  say({ step: "list", number: owned?.number, id });
  await plusofon.forwardNumbers({
    type: "number",
    numbers: [id],
    destination_number: "79161234567",
    cli_type: "Y",
  });
  say({ step: "forward", following: (await plusofon.listNumbers()).data?.[0]?.following?.name });
  await plusofon.forwardNumbers({ type: "empty", numbers: [id] });
  say({ step: "unforward", following: (await plusofon.listNumbers()).data?.[0]?.following });
  await plusofon.releaseNumber({ number_id: id });
  say({ step: "release", owned: (await plusofon.listNumbers()).total });
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) {
    throw new Error("expected a value in the answer, none came");
  }
  return value;
}

function say(line: object): void {
  console.log(JSON.stringify(line));
}

await (process.env["FLOW"] ? runFlow() : runVectors());
