import { reachable } from './content.js';
import { resolve } from './reference.js';
import { types } from './schema.js';

export default function requestBounded(holder, _options, { document, path }) {
  if (!isJudged(resolve(document.data, holder, path).value)) return [];
  return [...reachable(document.data, holder, path)]
    .map(({ schema, path }) => ({ message: lacks(schema).join(', and '), path }))
    .filter(({ message }) => message !== '');
}

// The values of headers belong to the transport; only paths, queries and bodies carry the caller's.
function isJudged(holder) {
  return holder.in === undefined || ['path', 'query'].includes(holder.in);
}

function lacks(schema) {
  const has = (keyword) => schema[keyword] !== undefined;
  const isListed = has('enum') || has('const');
  const missing = [];
  if (types(schema).includes('string') && !isListed && !has('maxLength') && !has('pattern')) {
    missing.push('a string without maxLength, pattern, enum or const');
  }
  if (types(schema).includes('integer')) {
    if (!isListed && !(has('minimum') && has('maximum'))) {
      missing.push('an integer without both minimum and maximum, or enum or const');
    }
    if (schema.format !== 'int64') missing.push('an integer without format int64');
  }
  return missing;
}
