import { reachable } from './content.js';
import { resolve } from './reference.js';
import { isObject, types } from './schema.js';

const CLOSED = 'an object that refuses properties it does not list';
const CODED = 'an enum that is not a branch of an anyOf with a plain branch of the same type';

export default function answerOpen(answer, _options, { document, path }) {
  return [...reachable(document.data, answer, path)].flatMap((use) => {
    const found = [];
    if (isClosed(use.schema)) found.push({ message: CLOSED, path: use.path });
    if (isCodedAlone(document.data, use)) found.push({ message: CODED, path: use.path });
    return found;
  });
}

function isClosed(schema) {
  return isObject(schema) && (schema.additionalProperties === false || schema.unevaluatedProperties === false);
}

function isCodedAlone(document, { schema, path, keyword, parent }) {
  // The use that holds the $ref was judged already; there the branches beside it can be seen.
  if (keyword === '$ref') return false;
  const coded = resolve(document, schema, path).value;
  if (coded.enum === undefined) return false;
  return keyword !== 'anyOf' || !typesOf(coded).every((type) => hasPlainBranch(document, parent, type));
}

function hasPlainBranch(document, parent, type) {
  return parent.anyOf
    .map((branch) => resolve(document, branch, []).value)
    .some((branch) => types(branch).includes(type) && branch.enum === undefined && branch.const === undefined);
}

// A code that is added later is not a null, so null needs no plain branch.
function typesOf(coded) {
  const named = types(coded).length > 0 ? types(coded) : coded.enum.map(typeName);
  return named.filter((type) => type !== 'null');
}

function typeName(value) {
  if (value === null) return 'null';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
