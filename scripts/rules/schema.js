import { target } from './reference.js';

// Left out: `not`, `if`, `dependentSchemas` and their kin. They test a value, and describe none.
const ONE = ['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'contains'];
const LIST = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const MAP = ['properties', 'patternProperties', '$defs'];

/**
 * The schema and every use of a schema below it: {schema, path, keyword, parent}.
 * A schema that is used twice comes twice, but is looked into once, so cycles end.
 */
export function* walk(document, schema, path, seen = new Set(), keyword = undefined, parent = undefined) {
  if (schema === null || typeof schema !== 'object') return;
  yield { schema, path, keyword, parent };
  if (seen.has(schema)) return;
  seen.add(schema);
  for (const part of parts(document, schema, path)) {
    yield* walk(document, part.value, part.path, seen, part.keyword, schema);
  }
}

/** The properties of the schema and of every schema below it: {schema, path}. */
export function properties(document, schema, path) {
  return [...walk(document, schema, path)].filter(({ keyword }) => keyword === 'properties');
}

/** The names of the types that the schema lists. */
export function types(schema) {
  return [schema.type ?? []].flat();
}

export function isObject(schema) {
  return types(schema).includes('object') || schema.properties !== undefined;
}

function* parts(document, schema, path) {
  const named = target(document, schema);
  if (named) yield { ...named, keyword: '$ref' };
  for (const keyword of ONE) {
    if (schema[keyword]) yield { value: schema[keyword], path: [...path, keyword], keyword };
  }
  for (const keyword of [...LIST, ...MAP]) {
    for (const [key, value] of Object.entries(schema[keyword] ?? {})) {
      yield { value, path: [...path, keyword, key], keyword };
    }
  }
}
