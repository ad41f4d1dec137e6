// Calls that must not compile. Nothing here is run: a line that compiles fails the compilation.

import { type Offer, Plusofon, type PlusofonError, RateLimited } from "plusofon-numbers";

export async function wrongCalls(plusofon: Plusofon, offer: Offer, error: PlusofonError) {
  // @ts-expect-error There is no such operation.
  await plusofon.sellNumbers();
  // @ts-expect-error There is no such filter.
  await plusofon.searchNumbers({ phone_typ: "abc" });
  // @ts-expect-error There is no such kind of number.
  await plusofon.searchNumbers({ phone_type: "mobile" });
  // @ts-expect-error A class is a string in a request.
  await plusofon.searchNumbers({ number_type: 0 });
  // @ts-expect-error A filter is left out, not undefined.
  await plusofon.searchNumbers({ page: undefined });
  // @ts-expect-error This list has no filters.
  await plusofon.listForwardTypes({ page: 1 });
  // @ts-expect-error The digits are an integer here.
  await plusofon.reserveNumber({ number: "4951332210", owner_type: "personal" });
  // @ts-expect-error What it is meant for is missing.
  await plusofon.buyNumbers({ numbers: [4951332210] });
  // @ts-expect-error An id must be given.
  await plusofon.releaseNumber({});
  // @ts-expect-error An id must be given.
  await plusofon.cancelReservation();
  // @ts-expect-error There is no such type of forwarding.
  await plusofon.forwardNumbers({ type: "fax", numbers: [15] });
  // @ts-expect-error The target is missing.
  await plusofon.forwardNumbers({ type: "sip", numbers: [15], cli_type: "Y" });
  // @ts-expect-error The target is that of another type.
  await plusofon.forwardNumbers({ type: "sip", numbers: [15], group_id: 16, cli_type: "Y" });
  // @ts-expect-error Forwarding that is switched off has no target.
  await plusofon.forwardNumbers({ type: "empty", numbers: [15], sip_id: 73 });
  // @ts-expect-error A price may be an integer, a text, or null.
  console.log(offer.buy_price + 1);
  // @ts-expect-error An answer is nobody's to change.
  offer.number = "4951332210";
  // @ts-expect-error The first of a list may not be there.
  console.log((await plusofon.listNumbers()).data[0].id);
  // @ts-expect-error Not every answer has a status.
  console.log(error.status + 1);
  // @ts-expect-error A token is a text.
  new Plusofon({ token: 17 });
  // @ts-expect-error There is no such option.
  new Plusofon({ retries: 3 });
  // @ts-expect-error Failures are not to be changed.
  new RateLimited("listRegions", "").retryAfter = 1;
}
