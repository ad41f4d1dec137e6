<?php

/**
 * What tests/test_php_client.py asks of the client in PHP.
 */

declare(strict_types=1);

require 'vendor/autoload.php';

use GuzzleHttp\Handler\MockHandler;
use GuzzleHttp\Psr7\Response;
use Plusofon\Numbers\Error\PlusofonError;
use Plusofon\Numbers\Plusofon;

/** What a call comes to, in one line: its answer as JSON, or the name and the message of its error. */
function outcome(callable $call): string
{
    try {
        return \json_encode($call(), \JSON_THROW_ON_ERROR | \JSON_UNESCAPED_SLASHES);
    } catch (Throwable $error) {
        return (new ReflectionClass($error))->getShortName() . ': ' . $error->getMessage();
    }
}

/** The error that a call ends with. */
function failure(callable $call): PlusofonError
{
    try {
        $call();
    } catch (PlusofonError $error) {
        return $error;
    }
    throw new LogicException('it did not fail');
}

/**
 * A client that is answered so, once.
 *
 * @param array<string, string> $headers
 */
function answered(string $body, int $status = 200, array $headers = [], string $token = 'test-php'): Plusofon
{
    return new Plusofon(token: $token, handler: new MockHandler([new Response($status, $headers, $body)]));
}
