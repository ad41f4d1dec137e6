<?php

declare(strict_types=1);

namespace Plusofon\Numbers;

/** What the service says for people, wherever in its answer it says it. */
final class Words
{
    /** Nobody writes for people deeper inside. */
    private const DEEPEST = 8;

    /** The JSON object that a body is; an empty one where it is none. */
    public static function object(string $content): \stdClass
    {
        $decoded = \json_decode($content);

        return $decoded instanceof \stdClass ? $decoded : new \stdClass();
    }

    /** The service's own words: `message`, else `error`, else `errors`, of whatever type they are. */
    public static function of(\stdClass $body): string
    {
        foreach (['message', 'error', 'errors'] as $name) {
            $text = self::text($body->{$name} ?? null);
            if ($text !== '') {
                return $text;
            }
        }

        return 'the service gave no reason';
    }

    public static function text(mixed $value, int $depth = self::DEEPEST): string
    {
        if (\is_string($value) || $depth === 0) {
            return \is_string($value) ? $value : '';
        }
        if ($value instanceof \stdClass && \property_exists($value, 'message')) { // JSON-RPC
            return self::text($value->message, $depth - 1);
        }
        if (!\is_array($value) && !$value instanceof \stdClass) {
            return '';
        }
        $inside = \array_map(static fn (mixed $part): string => self::text($part, $depth - 1), (array) $value);

        return \implode(\is_array($value) ? ' ' : '; ', \array_filter($inside, static fn (string $text): bool => $text !== ''));
    }
}
