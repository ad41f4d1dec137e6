<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/** The token has no access to this method: 403, or the provider's own 500. A token for Flash Call has none. */
final class NoAccess extends RefusedAnswer
{
}
