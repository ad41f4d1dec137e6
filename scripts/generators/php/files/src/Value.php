<?php

declare(strict_types=1);

namespace Plusofon\Numbers;

/** Values of an answer, each read as what the document says: nothing is converted in silence. */
final class Value
{
    public static function any(mixed $value, string $place): mixed
    {
        return $value;
    }

    public static function bool(mixed $value, string $place): bool
    {
        return \is_bool($value) ? $value : throw self::other('a boolean', $value, $place);
    }

    public static function string(mixed $value, string $place): string
    {
        return \is_string($value) ? $value : throw self::other('a string', $value, $place);
    }

    /** An integer; to JSON Schema, 1.0 is one as well. */
    public static function int(mixed $value, string $place): int
    {
        return self::isWhole($value) ? (int) $value : throw self::other('an integer', $value, $place);
    }

    /** @phpstan-assert-if-true int|float $value */
    public static function isWhole(mixed $value): bool
    {
        return \is_int($value) || (\is_float($value) && \abs($value) <= 2 ** 53 && $value === \floor($value));
    }

    public static function float(mixed $value, string $place): float
    {
        return \is_int($value) || \is_float($value) ? (float) $value : throw self::other('a number', $value, $place);
    }

    /**
     * @template T of Answer
     *
     * @param class-string<T> $class
     *
     * @return \Closure(mixed, string): T
     */
    public static function model(string $class): \Closure
    {
        return static fn (mixed $value, string $place): Answer => $value instanceof \stdClass
            ? new $class($value, $place)
            : throw self::other('an object', $value, $place);
    }

    /**
     * @template T
     *
     * @param \Closure(mixed, string): T $read
     *
     * @return \Closure(mixed, string): list<T>
     */
    public static function list(\Closure $read): \Closure
    {
        return static function (mixed $value, string $place) use ($read): array {
            if (!\is_array($value)) {
                throw self::other('a list', $value, $place);
            }
            $items = [];
            foreach (\array_values($value) as $position => $item) {
                $items[] = $read($item, "{$place}[{$position}]");
            }

            return $items;
        };
    }

    /**
     * @template T
     *
     * @param \Closure(mixed, string): T $read
     *
     * @return \Closure(mixed, string): array<string, T>
     */
    public static function map(\Closure $read): \Closure
    {
        return static function (mixed $value, string $place) use ($read): array {
            // A service in PHP writes an empty map as a list.
            if (!$value instanceof \stdClass && $value !== []) {
                throw self::other('an object', $value, $place);
            }
            $items = [];
            foreach ((array) $value as $name => $item) {
                $items[$name] = $read($item, "{$place}.{$name}");
            }

            return $items;
        };
    }

    private static function other(string $expected, mixed $value, string $place): \UnexpectedValueException
    {
        return new \UnexpectedValueException("{$place}: {$expected} was expected, " . \get_debug_type($value) . ' came');
    }
}
