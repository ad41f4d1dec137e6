export default function operationComplete(operation) {
  const missing = [
    ...['summary', 'description'].filter((text) => !operation[text]?.trim()),
    ...['4', '5'].filter((digit) => !hasAnswer(operation, digit)).map((digit) => `a ${digit}xx answer`),
  ];
  return missing.length > 0 ? [{ message: missing.join(', ') }] : [];
}

function hasAnswer(operation, digit) {
  return Object.keys(operation.responses ?? {}).some((status) => status.startsWith(digit));
}
