import { resolve } from './reference.js';
import { walk } from './schema.js';

/** Every use of a schema that is reachable from a parameter, a header, a body or an answer. */
export function* reachable(document, holder, path) {
  for (const root of roots(document, holder, path)) yield* walk(document, root.value, root.path);
}

function* roots(document, holder, path) {
  const place = resolve(document, holder, path);
  const { schema, content, headers } = place.value;
  if (schema) yield { value: schema, path: [...place.path, 'schema'] };
  for (const [type, media] of Object.entries(content ?? {})) {
    yield* roots(document, media, [...place.path, 'content', type]);
  }
  for (const [name, header] of Object.entries(headers ?? {})) {
    yield* roots(document, header, [...place.path, 'headers', name]);
  }
}
