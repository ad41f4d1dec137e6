<?php

/**
 * Calls that must not go through: a static analyser refuses each, and so does PHP before anything is sent.
 *
 * @return array<string, Closure(\Plusofon\Numbers\Plusofon): mixed> by what is wrong with them
 */

declare(strict_types=1);

use Plusofon\Numbers\Model\BuyNumbersRequest;
use Plusofon\Numbers\Model\Done;
use Plusofon\Numbers\Model\OwnerType;
use Plusofon\Numbers\Model\ReserveNumberRequest;
use Plusofon\Numbers\Model\SipForward;
use Plusofon\Numbers\Plusofon;

return [
    'a text where a case of an enumeration is due' => fn (Plusofon $plusofon) => $plusofon->searchNumbers(owner_type: 'personal'),
    'an integer where a text is due' => fn (Plusofon $plusofon) => $plusofon->searchNumbers(number_type: 0),
    'a filter that there is not' => fn (Plusofon $plusofon) => $plusofon->searchNumbers(citycode: 495),
    'an operation that there is not' => fn (Plusofon $plusofon) => $plusofon->sellNumbers(),
    'a body without a property that is due' => fn (Plusofon $plusofon) => $plusofon->buyNumbers(new BuyNumbersRequest([4951332210])),
    'a property that a body does not have' => fn (Plusofon $plusofon) => $plusofon->reserveNumber(
        new ReserveNumberRequest(4951332210, OwnerType::PERSONAL, long: 1),
    ),
    'a number as a text' => fn (Plusofon $plusofon) => $plusofon->reserveNumber(
        new ReserveNumberRequest('4951332210', OwnerType::PERSONAL),
    ),
    'a list of texts where one of integers is due' => fn (Plusofon $plusofon) => $plusofon->buyNumbers(
        new BuyNumbersRequest(['4951332210'], OwnerType::PERSONAL),
    ),
    'the body of another operation' => fn (Plusofon $plusofon) => $plusofon->forwardNumbers(
        new BuyNumbersRequest([4951332210], OwnerType::PERSONAL),
    ),
    'a forwarding without its target' => fn (Plusofon $plusofon) => $plusofon->forwardNumbers(new SipForward([15], cli_type: 'Y')),
    'a change of an answer' => function (): void {
        $answer = new Done((object) ['success' => true]);
        $answer->success = false;
    },
];
