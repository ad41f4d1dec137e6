export { type CallOptions, Plusofon } from "./client.js";
export { BASE_URL, CLIENT_CODE, type Options } from "./configuration.js";
export * from "./errors.js";
export type * from "./operations.js";
export type { components, operations } from "./schema.js";
