<?php

declare(strict_types=1);

namespace Plusofon\Numbers;

/** The header with which a service asks to wait. */
final class RetryAfter
{
    /** For how many seconds; null where it does not say, or not legibly. */
    public static function of(string $told): ?float
    {
        $told = \trim($told);
        if (\preg_match('/^[0-9]+$/D', $told) === 1) {
            return (float) \substr($told, 0, 12);
        }
        $moment = \DateTimeImmutable::createFromFormat(\DATE_RFC7231, $told);

        return $moment === false ? null : (float) \max(0, $moment->getTimestamp() - \time());
    }
}
