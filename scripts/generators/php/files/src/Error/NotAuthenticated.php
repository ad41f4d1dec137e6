<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/** The token is missing, wrong or expired: 401. */
final class NotAuthenticated extends RefusedAnswer
{
}
