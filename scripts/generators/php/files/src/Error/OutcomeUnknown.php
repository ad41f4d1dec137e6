<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/** A change was asked for, and whether it was carried out is not known. Do not repeat it before you know. */
final class OutcomeUnknown extends PlusofonError
{
}
