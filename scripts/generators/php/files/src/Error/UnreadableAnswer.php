<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/** The answer is not what the document says. baseUrl may name another service. */
final class UnreadableAnswer extends PlusofonError
{
}
