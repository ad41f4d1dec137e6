/*
 * Tells Redocly that x-outside-operations holds answers. Without it an answer that only stands
 * there counts as unused, and its examples go unchecked.
 */
export default function outsideOperations() {
  return { id: 'outside-operations', typeExtension: { oas3: extend } };
}

function extend(types) {
  const properties = { ...types.Root.properties, 'x-outside-operations': 'NamedResponses' };
  return { ...types, Root: { ...types.Root, properties } };
}
