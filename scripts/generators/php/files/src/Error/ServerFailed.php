<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/** The service, or a proxy in front of it, failed: any other 5xx. */
final class ServerFailed extends RefusedAnswer
{
}
