<?php

/**
 * Make the calls of all vectors with the PHP client, or one number's whole life with a sandbox.
 *
 * Reads VECTORS and BASE_URL, or with FLOW=1 BASE_URL and PLUSOFON_TOKEN; prints a line of JSON for each
 * call or step.
 */

declare(strict_types=1);

use Plusofon\Numbers\Answer;
use Plusofon\Numbers\Error\PlusofonError;
use Plusofon\Numbers\Model\BuyNumbersRequest;
use Plusofon\Numbers\Model\EmptyForward;
use Plusofon\Numbers\Model\NumberForward;
use Plusofon\Numbers\Model\OwnerType;
use Plusofon\Numbers\Model\PhoneType;
use Plusofon\Numbers\Model\ReserveNumberRequest;
use Plusofon\Numbers\Plusofon;

require 'vendor/autoload.php';

const MODELS = 'Plusofon\\Numbers\\Model\\';

/**
 * The arguments of a call, as the client's method takes them: those that it does not know by their name
 * are the properties of its body.
 *
 * @param array<string, mixed> $given
 *
 * @return array<string, mixed>
 */
function argumentsOf(string $operation, array $given): array
{
    $arguments = [];
    $body = null;
    foreach ((new ReflectionMethod(Plusofon::class, $operation))->getParameters() as $parameter) {
        $name = $parameter->getName();
        if (\str_ends_with($name, '_request')) {
            $body = $parameter;
        } elseif (\array_key_exists($name, $given)) {
            $arguments[$name] = typed($parameter, $given[$name]);
            unset($given[$name]);
        }
    }
    if ($body !== null && ($given !== [] || !$body->isOptional())) {
        $arguments[$body->getName()] = bodyOf(typeOf($body), $given);
    }

    return $arguments;
}

/** @param array<string, mixed> $given */
function bodyOf(string $class, array $given): object
{
    if (\interface_exists($class)) {
        $class = MODELS . \str_replace('_', '', \ucwords($given['type'], '_')) . 'Forward';
        unset($given['type']);
    }
    $parameters = [];
    foreach ((new ReflectionMethod($class, '__construct'))->getParameters() as $parameter) {
        $parameters[$parameter->getName()] = $parameter;
    }
    foreach ($given as $name => $value) {
        $given[$name] = isset($parameters[$name]) ? typed($parameters[$name], $value) : $value;
    }

    return new $class(...$given);
}

/** A value as a parameter takes it: a code becomes its case. */
function typed(ReflectionParameter $parameter, mixed $value): mixed
{
    return \enum_exists(typeOf($parameter)) ? typeOf($parameter)::from($value) : $value;
}

function typeOf(ReflectionParameter $parameter): string
{
    return \ltrim((string) $parameter->getType(), '?');
}

/**
 * Make a call; what came of it.
 *
 * @param array<string, mixed> $call
 *
 * @return array<string, mixed>
 */
function outcomeOf(array $call): array
{
    $plusofon = new Plusofon(
        token: $call['id'],
        baseUrl: (string) \getenv('BASE_URL'),
        clientCode: $call['client'] ?? null,
    );
    try {
        $answer = $plusofon->{$call['operation']}(...argumentsOf($call['operation'], $call['arguments']));
        \assert($answer instanceof Answer);

        return ['value' => $answer];
    } catch (PlusofonError $error) {
        return [
            'error' => (new ReflectionClass($error))->getShortName(),
            'status' => $error->status,
            'message' => $error->getMessage(),
            'retry_after' => $error->retryAfter,
        ];
    }
}

/** A number's life: searched, reserved, bought, listed, forwarded, no more forwarded, released. */
function runFlow(): void
{
    $plusofon = new Plusofon(baseUrl: (string) \getenv('BASE_URL'));
    $page = $plusofon->searchNumbers(
        owner_type: OwnerType::PERSONAL,
        city_code: 495,
        number_type: Plusofon::NUMBER_TYPE_SIMPLE,
        phone_type: PhoneType::GEOGRAPHIC,
    );
    $number = (int) $page->data[0]->number;
    say(['step' => 'search', 'number' => $page->data[0]->number]);
    $plusofon->reserveNumber(new ReserveNumberRequest(number: $number, owner_type: OwnerType::PERSONAL, short: 1));
    say(['step' => 'reserve', 'number' => $plusofon->listReservations()->data[0]->number]);
    $plusofon->buyNumbers(new BuyNumbersRequest(numbers: [$number], owner_type: OwnerType::PERSONAL));
    say(['step' => 'buy', 'number' => $number]);
    $owned = $plusofon->listNumbers()->data[0];
    say(['step' => 'list', 'number' => $owned->number, 'id' => $owned->id]);
    $plusofon->forwardNumbers(new NumberForward(numbers: [$owned->id], destination_number: '79161234567', cli_type: 'Y'));
    say(['step' => 'forward', 'following' => $plusofon->listNumbers()->data[0]->following?->name]);
    $plusofon->forwardNumbers(new EmptyForward(numbers: [$owned->id]));
    say(['step' => 'unforward', 'following' => $plusofon->listNumbers()->data[0]->following]);
    $plusofon->releaseNumber($owned->id);
    say(['step' => 'release', 'owned' => $plusofon->listNumbers()->total]);
}

/** Make the calls of all vectors. */
function runVectors(): void
{
    $calls = \json_decode((string) \file_get_contents((string) \getenv('VECTORS')), true, flags: \JSON_THROW_ON_ERROR);
    foreach ($calls as $call) {
        say(['id' => $call['id'], ...outcomeOf($call)]);
    }
}

/**
 * Print a line of JSON.
 *
 * @param array<string, mixed> $line
 */
function say(array $line): void
{
    echo \json_encode($line, \JSON_THROW_ON_ERROR | \JSON_UNESCAPED_UNICODE | \JSON_PRESERVE_ZERO_FRACTION), "\n";
}

\getenv('FLOW') === '1' ? runFlow() : runVectors();
