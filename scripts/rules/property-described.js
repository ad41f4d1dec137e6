import { chain } from './reference.js';
import { properties } from './schema.js';

export default function propertyDescribed(schema, _options, { document, path }) {
  return properties(document.data, schema, path)
    .filter((property) => !isDescribed(document.data, property))
    .map(({ path }) => ({ message: 'has no description', path }));
}

function isDescribed(document, property) {
  return [...chain(document, property.schema, property.path)].some(
    ({ value }) => typeof value.description === 'string' && value.description.trim() !== '',
  );
}
