<?php

declare(strict_types=1);

namespace Plusofon\Numbers\Error;

use Plusofon\Numbers\Words;

/** A parameter is wrong, or the state of the account does not allow it: 400, 422, another 4xx, or `success: false` inside a 2xx. */
final class BadRequest extends RefusedAnswer
{
    /** @return array<string, string> the service's words on each parameter, where it told them apart */
    public function fields(): array
    {
        $errors = Words::object($this->body)->errors ?? null;

        return $errors instanceof \stdClass ? \array_map(Words::text(...), (array) $errors) : [];
    }
}
