<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/** The service could not be reached, or the line broke before the answer was complete. */
class ConnectionFailed extends PlusofonError
{
}
