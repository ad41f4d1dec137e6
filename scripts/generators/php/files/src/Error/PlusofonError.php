<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/**
 * Anything that a call can fail with. It never shows the token.
 *
 * PlusofonError
 * ├── InvalidRequest              a value that the document forbids: nothing was sent
 * ├── ConnectionFailed            the service could not be reached, or the line broke
 * │   └── TimedOut                it did not answer in time
 * ├── UnreadableAnswer            an answer that is not what the document says
 * ├── OutcomeUnknown              whether a change was carried out is not known
 * └── RefusedAnswer               the service said no; the message has its words
 *     ├── BadRequest              400, 422, another 4xx, or `success: false` inside a 2xx
 *     ├── NotAuthenticated        401
 *     ├── NoAccess                403, and the provider's own 500
 *     ├── NotFound                404, and the JSON-RPC envelope for a wrong path
 *     ├── RateLimited             429
 *     └── ServerFailed            any other 5xx
 */
abstract class PlusofonError extends \RuntimeException
{
    /**
     * @param string $message what happened: the service's own words, where it said something
     * @param int|null $status the HTTP status of the answer; null where none came
     * @param string $body the body of the answer, at most its first mebibyte; empty where none came
     * @param float|null $retryAfter for how many seconds the service asks to wait; null where it does not
     */
    final public function __construct(
        string $message,
        public readonly ?int $status = null,
        public readonly string $body = '',
        public readonly ?float $retryAfter = null,
        ?self $previous = null,
    ) {
        parent::__construct($message, $status ?? 0, $previous);
    }
}
