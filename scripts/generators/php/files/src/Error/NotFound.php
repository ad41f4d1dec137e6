<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/** The target does not exist, or the host or path is wrong: 404, or the JSON-RPC envelope for a wrong path. */
final class NotFound extends RefusedAnswer
{
}
