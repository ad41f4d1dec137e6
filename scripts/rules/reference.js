/*
 * Spectral's resolved document drops what stands beside a $ref, and OpenAPI 3.1 lets a
 * description or examples stand there. The rules therefore read the document as it is written,
 * and follow its references here.
 */

/** The node, then what its $ref names, and so on to the end of the chain. */
export function* chain(document, node, path) {
  const seen = new Set();
  for (let place = { value: node, path }; place && !seen.has(place.value); place = target(document, place.value)) {
    seen.add(place.value);
    yield place;
  }
}

/** The end of the chain. */
export function resolve(document, node, path) {
  return [...chain(document, node, path)].at(-1);
}

/** What the node's $ref names; nothing if it has none, or one that leads out of the document. */
export function target(document, node) {
  const reference = node?.$ref;
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return undefined;
  const path = reference.slice(2).split('/').map(unescape);
  const value = path.reduce((parent, key) => parent?.[key], document);
  return value === undefined ? undefined : { value, path };
}

function unescape(token) {
  return decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
}
