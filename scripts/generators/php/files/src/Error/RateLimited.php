<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/** Too many requests in a short time: 429. $retryAfter says how long to wait, where the service does. */
final class RateLimited extends RefusedAnswer
{
}
