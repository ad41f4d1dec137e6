// The package as a program finds it that is no ES module: its classes and its types.

import plusofon = require("plusofon-numbers");

const error: plusofon.PlusofonError = new plusofon.RateLimited("listRegions", "Too Many Attempts.", {
  status: 429,
  retryAfter: 3,
});
if (!(error instanceof plusofon.RefusedAnswer) || error.name !== "RateLimited") {
  throw new Error(`expected a RateLimited, ${String(error)} came`);
}
const client: plusofon.Plusofon = new plusofon.Plusofon({ token: "test-me" });
if (client.baseUrl !== plusofon.BASE_URL) {
  throw new Error(`expected ${plusofon.BASE_URL}, ${client.baseUrl} came`);
}
