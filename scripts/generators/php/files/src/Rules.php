<?php

declare(strict_types=1);

namespace Plusofon\Numbers;

use Plusofon\Numbers\Error\InvalidRequest;

/**
 * What the document demands of the values of a request, looked at before anything is sent.
 *
 * @phpstan-type Ruleset array{
 *     minimum?: int, maximum?: int, minLength?: int, maxLength?: int, pattern?: string,
 *     values?: list<string>, minItems?: int, maxItems?: int, unique?: bool, type?: string,
 *     items?: array<string, mixed>
 * }
 */
final class Rules
{
    /**
     * @param array<string, mixed> $rules by their names in JSON Schema
     *
     * @throws InvalidRequest it breaks one; the message says what was expected and what came
     */
    public static function check(string $name, mixed $value, array $rules): void
    {
        if (\is_string($value) && !\mb_check_encoding($value, 'UTF-8')) {
            throw new InvalidRequest("{$name}: a text in UTF-8 was expected, other bytes came");
        }
        foreach ($value === null ? [] : $rules as $rule => $bound) {
            $expected = self::broken($rule, $bound, $value);
            if ($expected !== null) {
                throw new InvalidRequest("{$name}: {$expected} was expected, " . self::shown($value) . ' came');
            }
        }
        if (\is_array($value)) {
            self::checkItems($name, $value, $rules);
        }
    }

    /**
     * @throws InvalidRequest an object has too many properties, or too few
     */
    public static function checkSize(string $name, int $size, int $minimum, int $maximum): void
    {
        if ($size < $minimum || $size > $maximum) {
            throw new InvalidRequest(
                "{$name}: {$minimum}" . ($minimum === $maximum ? '' : " to {$maximum}")
                . " properties were expected, with the type {$size} came",
            );
        }
    }

    /**
     * @param array<mixed> $items
     * @param array<string, mixed> $rules
     */
    private static function checkItems(string $name, array $items, array $rules): void
    {
        if (!\array_is_list($items)) {
            throw new InvalidRequest("{$name}: a list was expected, an array with keys came");
        }
        foreach ($items as $position => $item) {
            if (\get_debug_type($item) !== ($rules['type'] ?? \get_debug_type($item))) {
                throw new InvalidRequest(
                    "{$name}[{$position}]: {$rules['type']} was expected, " . \get_debug_type($item) . ' came',
                );
            }
            self::check("{$name}[{$position}]", $item, $rules['items'] ?? []);
        }
    }

    /** What was expected where a rule is broken; null where it is kept. */
    private static function broken(string $rule, mixed $bound, mixed $value): ?string
    {
        [$isKept, $expected] = match ($rule) {
            'minimum' => [$value >= $bound, "{$bound} or more"],
            'maximum' => [$value <= $bound, "{$bound} or less"],
            'minLength' => [\mb_strlen($value) >= $bound, "a text of {$bound} letters or more"],
            'maxLength' => [\mb_strlen($value) <= $bound, "a text of {$bound} letters or less"],
            'pattern' => [\preg_match($bound, $value) === 1, "a text like {$bound}"],
            'values' => [\in_array($value, $bound, true), 'one of ' . \implode(', ', $bound)],
            'minItems' => [\count($value) >= $bound, "a list of {$bound} or more"],
            'maxItems' => [\count($value) <= $bound, "a list of {$bound} or less"],
            'unique' => [\count(\array_unique($value, \SORT_REGULAR)) === \count($value), 'a list that names nothing twice'],
            'type', 'items' => [true, ''],
        };

        return $isKept ? null : $expected;
    }

    private static function shown(mixed $value): string
    {
        $text = \json_encode($value, \JSON_UNESCAPED_UNICODE | \JSON_UNESCAPED_SLASHES | \JSON_INVALID_UTF8_SUBSTITUTE);

        return \mb_strimwidth((string) $text, 0, 100, ' ...');
    }
}
