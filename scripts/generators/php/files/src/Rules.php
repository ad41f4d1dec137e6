<?php

declare(strict_types=1);

namespace Plusofon\Numbers;

use Plusofon\Numbers\Error\InvalidRequest;

/**
 * What the document demands of the values of a request, looked at before anything is sent.
 *
 * Null is a value that was left out.
 */
final class Rules
{
    private const LONGEST_SHOWN = 100;

    /** @throws InvalidRequest it breaks a rule; the message says what was expected and what came */
    public static function number(string $name, mixed $value, int $minimum = \PHP_INT_MIN, int $maximum = \PHP_INT_MAX): void
    {
        if ($value === null) {
            return;
        }
        if (!\is_int($value)) {
            throw self::other($name, 'an integer', $value);
        }
        self::demand($value >= $minimum, $name, "{$minimum} or more", $value);
        self::demand($value <= $maximum, $name, "{$maximum} or less", $value);
    }

    /**
     * @param non-empty-string|null $pattern
     * @param list<string> $values what it may be; anything, where there are none
     *
     * @throws InvalidRequest it breaks a rule; the message says what was expected and what came
     */
    public static function text(
        string $name,
        mixed $value,
        int $minLength = 0,
        int $maxLength = \PHP_INT_MAX,
        ?string $pattern = null,
        array $values = [],
    ): void {
        if ($value === null) {
            return;
        }
        if (!\is_string($value)) {
            throw self::other($name, 'a text', $value);
        }
        self::demand(\mb_check_encoding($value, 'UTF-8'), $name, 'a text in UTF-8', $value);
        self::demand(\mb_strlen($value) >= $minLength, $name, "a text of {$minLength} letters or more", $value);
        self::demand(\mb_strlen($value) <= $maxLength, $name, "a text of {$maxLength} letters or less", $value);
        self::demand($pattern === null || \preg_match($pattern, $value) === 1, $name, "a text like {$pattern}", $value);
        self::demand($values === [] || \in_array($value, $values, true), $name, 'one of ' . \implode(', ', $values), $value);
    }

    /**
     * @param array<mixed>|null $items
     * @param \Closure(string, mixed): void $item looks at one of them
     *
     * @throws InvalidRequest it breaks a rule; the message says what was expected and what came
     */
    public static function items(
        string $name,
        ?array $items,
        \Closure $item,
        int $minItems = 0,
        int $maxItems = \PHP_INT_MAX,
        bool $isUnique = false,
    ): void {
        if ($items === null) {
            return;
        }
        self::demand(\array_is_list($items), $name, 'a list', $items);
        self::demand(\count($items) >= $minItems, $name, "a list of {$minItems} or more", $items);
        self::demand(\count($items) <= $maxItems, $name, "a list of {$maxItems} or less", $items);
        foreach (\array_keys($items) as $position) {
            self::demand($items[$position] !== null, "{$name}[{$position}]", 'a value', null);
            $item("{$name}[{$position}]", $items[$position]);
        }
        $is_unique = \count(\array_unique($items, \SORT_REGULAR)) === \count($items);
        self::demand(!$isUnique || $is_unique, $name, 'a list that names nothing twice', $items);
    }

    /** @throws InvalidRequest an object has too many properties, or too few */
    public static function size(string $name, int $size, int $minimum, int $maximum): void
    {
        if ($size < $minimum || $size > $maximum) {
            throw new InvalidRequest(
                "{$name}: {$minimum}" . ($minimum === $maximum ? '' : " to {$maximum}")
                . " properties were expected, its type among them, {$size} came",
            );
        }
    }

    private static function demand(bool $isKept, string $name, string $expected, mixed $value): void
    {
        if (!$isKept) {
            throw self::other($name, $expected, $value);
        }
    }

    private static function other(string $name, string $expected, mixed $value): InvalidRequest
    {
        $shown = \json_encode($value, \JSON_UNESCAPED_UNICODE | \JSON_UNESCAPED_SLASHES | \JSON_INVALID_UTF8_SUBSTITUTE);
        $shown = \mb_strimwidth((string) $shown, 0, self::LONGEST_SHOWN, ' ...', 'UTF-8');

        return new InvalidRequest("{$name}: {$expected} was expected, {$shown} came");
    }
}
