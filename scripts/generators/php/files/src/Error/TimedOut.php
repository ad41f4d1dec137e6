<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/** The service did not answer in time. */
final class TimedOut extends ConnectionFailed
{
}
