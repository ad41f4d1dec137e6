import { chain } from './reference.js';
import { properties } from './schema.js';

export default function propertyExampled(schema, _options, { document, path }) {
  return properties(document.data, schema, path)
    .filter((property) => !isExampled(document.data, property))
    .map(({ path }) => ({ message: 'has no examples', path }));
}

function isExampled(document, property) {
  return [...chain(document, property.schema, property.path)].some(
    ({ value }) => value.const !== undefined || (Array.isArray(value.examples) && value.examples.length > 0),
  );
}
