<?php

declare(strict_types=1);

namespace Plusofon\Numbers;

use Plusofon\Numbers\Model\NumberPage;
use Plusofon\Numbers\Model\Offer;
use Plusofon\Numbers\Model\OfferPage;
use Plusofon\Numbers\Model\OwnedNumber;
use Plusofon\Numbers\Model\Reservation;
use Plusofon\Numbers\Model\ReservationPage;
use Plusofon\Numbers\Model\SmsNumber;
use Plusofon\Numbers\Model\SmsNumberPage;

/** Lists that are longer than a page. */
final class Pages
{
    /**
     * The items of all pages, each page asked for when it is due.
     *
     * The URLs in a page lack its filters: ask by the number, with the same filters each time.
     *
     * @param callable(int): (NumberPage|OfferPage|ReservationPage|SmsNumberPage) $ask asks for the page of this
     *                                                                                 number, from 1
     *
     * @return \Generator<int, OwnedNumber|Offer|Reservation|SmsNumber>
     *
     * @throws Error\PlusofonError a page cannot be had
     */
    public static function items(callable $ask): \Generator
    {
        $number = 0;
        do {
            $page = $ask(++$number);
            foreach ($page->data as $item) {
                yield $item;
            }
        } while ($page->next_page_url !== null && $page->data !== []);
    }
}
