import { reachable } from './content.js';
import { isObject } from './schema.js';

export default function requestObjectClosed(body, _options, { document, path }) {
  return [...reachable(document.data, body, path)]
    .filter(({ schema }) => isObject(schema) && schema.additionalProperties !== false)
    .map(({ path }) => ({ message: 'is open', path }));
}
