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
        if (\ctype_digit($told)) {
            return (float) \substr($told, 0, 12);
        }
        $moment = \DateTimeImmutable::createFromFormat('D, d M Y H:i:s \G\M\T', $told, new \DateTimeZone('UTC'));

        return $moment === false ? null : (float) \max(0, $moment->getTimestamp() - \time());
    }
}
