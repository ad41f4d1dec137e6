<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

/** The service did not carry the request out, and said so. A refusal may come with 200. */
abstract class RefusedAnswer extends PlusofonError
{
}
