<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/** The document forbids a value of the request. Nothing was sent. */
final class InvalidRequest extends PlusofonError
{
}
