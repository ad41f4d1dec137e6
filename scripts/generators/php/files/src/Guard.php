<?php

declare(strict_types=1);

namespace Plusofon\Numbers;

use GuzzleHttp\Exception\ConnectException;
use GuzzleHttp\Exception\RequestException;
use GuzzleHttp\Promise\PromiseInterface;
use Plusofon\Numbers\Error\BadRequest;
use Plusofon\Numbers\Error\ConnectionFailed;
use Plusofon\Numbers\Error\NoAccess;
use Plusofon\Numbers\Error\NotAuthenticated;
use Plusofon\Numbers\Error\NotFound;
use Plusofon\Numbers\Error\OutcomeUnknown;
use Plusofon\Numbers\Error\PlusofonError;
use Plusofon\Numbers\Error\RateLimited;
use Plusofon\Numbers\Error\RefusedAnswer;
use Plusofon\Numbers\Error\ServerFailed;
use Plusofon\Numbers\Error\TimedOut;
use Plusofon\Numbers\Error\UnreadableAnswer;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;

/**
 * A middleware of Guzzle that lets nothing through but a JSON object which is no failure.
 *
 * All else is an error with a name. It neither repeats a request nor follows a redirect. What Guzzle
 * throws is left behind: it holds the request, and with it the token. A service may repeat the token in
 * its words, so that these stay out of traces as well.
 */
final class Guard
{
    private const BY_STATUS = [
        401 => NotAuthenticated::class,
        403 => NoAccess::class,
        404 => NotFound::class,
        429 => RateLimited::class,
    ];

    /** A proxy says these, and does not know what became of the request behind it. */
    private const FROM_A_PROXY = [502, 503, 504];

    /** With these numbers of curl, nothing of a request can have reached the service. */
    private const UNSENT = [
        \CURLE_URL_MALFORMAT,
        \CURLE_COULDNT_RESOLVE_PROXY,
        \CURLE_COULDNT_RESOLVE_HOST,
        \CURLE_COULDNT_CONNECT,
        \CURLE_SSL_CONNECT_ERROR,
        \CURLE_SSL_CERTPROBLEM,
        \CURLE_SSL_CIPHER,
        \CURLE_SSL_CACERT, // 60, of a server whose certificate nobody vouches for
        \CURLE_SSL_CACERT_BADFILE,
    ];

    private const LONGEST_BODY = 1024 * 1024;

    public function __construct(private readonly Token $token)
    {
    }

    /**
     * @param callable(RequestInterface, array<array-key, mixed>): PromiseInterface $handler
     *
     * @return \Closure(RequestInterface, array<array-key, mixed>): PromiseInterface
     */
    public function __invoke(callable $handler): \Closure
    {
        return function (RequestInterface $request, array $options) use ($handler): PromiseInterface {
            $only_reads = $request->getMethod() === 'GET';
            $outcome = \is_string($options['outcome'] ?? null) ? $options['outcome'] : '';

            return $handler($request, $options)->then(
                function (ResponseInterface $response) use ($only_reads, $outcome): ResponseInterface {
                    $failure = $this->failureIn($response);

                    return $failure === null ? $response : throw $this->final($failure, $only_reads, $outcome);
                },
                function (mixed $reason) use ($only_reads, $outcome): never {
                    throw $this->broken($reason, $only_reads, $outcome);
                },
            );
        };
    }

    /** The error for an answer that is a JSON object, but not the one that the document promises. */
    public function unreadable(ResponseInterface $response, string $why, bool $only_reads, string $outcome): PlusofonError
    {
        $failure = $this->named(UnreadableAnswer::class, $response, "the answer cannot be read: {$why}");

        return $this->final($failure, $only_reads, $outcome);
    }

    private function failureIn(ResponseInterface $response): ?PlusofonError
    {
        $status = $response->getStatusCode();
        if ($status < 200 || ($status >= 300 && $status < 400) || $status >= 600) {
            return $this->named(UnreadableAnswer::class, $response, 'the document has no such status');
        }
        $decoded = \json_decode((string) $response->getBody());
        $body = $decoded instanceof \stdClass ? $decoded : new \stdClass();

        return $status < 300 ? $this->failureInside($response, $decoded) : $this->refusal($response, $body);
    }

    private function failureInside(ResponseInterface $response, #[\SensitiveParameter] mixed $decoded): ?PlusofonError
    {
        if (!$decoded instanceof \stdClass) {
            return $this->named(UnreadableAnswer::class, $response, 'the answer cannot be read: it is no JSON object');
        }
        if (($decoded->success ?? null) === false) {
            return $this->named(BadRequest::class, $response, Words::of($decoded));
        }
        if (!\property_exists($decoded, 'jsonrpc') || !($decoded->error ?? null) instanceof \stdClass) {
            return null;
        }

        return \property_exists($decoded, 'success')
            ? $this->named(UnreadableAnswer::class, $response, 'the answer cannot be read: it says both success and failure')
            : $this->named(NotFound::class, $response, Words::of($decoded));
    }

    private function refusal(ResponseInterface $response, #[\SensitiveParameter] \stdClass $body): RefusedAnswer
    {
        $status = $response->getStatusCode();
        $class = self::BY_STATUS[$status] ?? ($status >= 500 ? ServerFailed::class : BadRequest::class);
        if ($status === 500 && ($body->success ?? null) === false) {
            $class = NoAccess::class; // the provider's own meaning of this status
        }

        return $this->named($class, $response, Words::of($body));
    }

    /**
     * @template T of PlusofonError
     *
     * @param class-string<T> $class
     *
     * @return T
     */
    private function named(string $class, ResponseInterface $response, #[\SensitiveParameter] string $message): PlusofonError
    {
        $is_timed = $class === RateLimited::class || $class === ServerFailed::class;

        return new $class(
            $this->token->redact($message),
            $response->getStatusCode(),
            \substr($this->token->redact((string) $response->getBody()), 0, self::LONGEST_BODY),
            $is_timed ? RetryAfter::of($response->getHeaderLine('Retry-After')) : null,
        );
    }

    private function broken(mixed $reason, bool $only_reads, string $outcome): \Throwable
    {
        if (!$reason instanceof ConnectException && !$reason instanceof RequestException) {
            return $reason instanceof \Throwable ? $reason : new \LogicException('a handler of Guzzle gave up without a reason');
        }
        $told = $reason->getHandlerContext();
        $number = $told['errno'] ?? null;
        $is_late = $number === \CURLE_OPERATION_TIMEDOUT;
        $is_unsent = \in_array($number, self::UNSENT, true) || ($is_late && \in_array($told['pretransfer_time'] ?? null, [0, 0.0], true));
        // Of a line that broke in the middle of the headers, Guzzle tells of its own repetitions.
        $message = $number === 0 ? 'the line broke before the answer was complete' : $this->token->redact($reason->getMessage());
        $status = $reason instanceof RequestException ? $reason->getResponse()?->getStatusCode() : null;
        $class = match (true) {
            $is_late => TimedOut::class,
            $number === \CURLE_BAD_CONTENT_ENCODING => UnreadableAnswer::class,
            default => ConnectionFailed::class,
        };
        $failure = new $class($message, $status);

        return $is_unsent ? $failure : $this->final($failure, $only_reads, $outcome);
    }

    /** What the caller gets to see of a failure. */
    private function final(PlusofonError $failure, bool $only_reads, string $outcome): PlusofonError
    {
        if ($only_reads || !self::leavesInDoubt($failure)) {
            return $failure;
        }
        $kind = (new \ReflectionClass($failure))->getShortName();

        return new OutcomeUnknown(
            \trim("whether it was carried out is not known ({$kind}: {$failure->getMessage()}). {$outcome}"),
            $failure->status,
            $failure->body,
            $failure->retryAfter,
            $failure,
        );
    }

    private static function leavesInDoubt(PlusofonError $failure): bool
    {
        if (!$failure instanceof ServerFailed) {
            return !$failure instanceof RefusedAnswer;
        }
        $is_denied = (Words::object($failure->body)->success ?? null) === false;

        return !$is_denied || \in_array($failure->status, self::FROM_A_PROXY, true);
    }
}
