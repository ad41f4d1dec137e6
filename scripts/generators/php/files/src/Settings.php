<?php

declare(strict_types=1);

namespace Plusofon\Numbers;

/** What a client is told when it is made, and what it takes from the environment instead. */
final class Settings
{
    /** A day, in seconds. */
    public const LONGEST_TIMEOUT = 86_400.0;

    /** The token that was given, or the one in the environment. */
    public static function token(#[\SensitiveParameter] ?string $given): Token
    {
        $token = $given ?? self::fromEnvironment('PLUSOFON_TOKEN');
        if ($token === null) {
            throw new \InvalidArgumentException(
                'token: expected a token from the developer section of the cabinet, none came; '
                . 'set PLUSOFON_TOKEN, or pass token:',
            );
        }

        return new Token($token);
    }

    /** The base URL, without a slash at its end. A password in it would replace the token. */
    public static function baseUrl(?string $given, string $default, bool $insecureHttp): string
    {
        $url = $given ?? self::fromEnvironment('PLUSOFON_BASE_URL') ?? $default;
        $parts = \preg_match('/^[^\s?#]+$/D', $url) === 1 ? \parse_url($url) : false;
        $host = \is_array($parts) ? ($parts['host'] ?? '') : '';
        $scheme = \strtolower(\is_array($parts) ? ($parts['scheme'] ?? '') : '');
        if (!\is_array($parts) || isset($parts['user']) || !self::isHost($host) || !\in_array($scheme, ['http', 'https'], true)) {
            throw new \InvalidArgumentException(
                "baseUrl: expected scheme, host and path, such as {$default}, something else came; "
                . 'look at baseUrl: or PLUSOFON_BASE_URL',
            );
        }
        if ($scheme === 'http' && !self::isThisMachine($host) && !$insecureHttp) {
            throw new \InvalidArgumentException(
                "baseUrl: expected https, http to {$host} came, which would show the token to everybody "
                . 'on the way; if that is meant, pass insecureHttp: true',
            );
        }

        return \rtrim($url, '/');
    }

    /** The code of the calling application. */
    public static function clientCode(?string $given, string $default): string
    {
        $code = $given ?? self::fromEnvironment('PLUSOFON_CLIENT') ?? $default;
        if (\preg_match('/^[!-~]+$/D', $code) !== 1) {
            throw new \InvalidArgumentException(
                "clientCode: expected visible ASCII characters without spaces, such as {$default}, "
                . 'something else came; look at clientCode: or PLUSOFON_CLIENT',
            );
        }

        return $code;
    }

    /** A time limit, in seconds. */
    public static function seconds(string $name, float $given): float
    {
        if (!($given > 0 && $given <= self::LONGEST_TIMEOUT)) {
            throw new \InvalidArgumentException("{$name}: expected seconds above 0 and up to a day, {$given} came");
        }

        return $given;
    }

    /** Whether what is sent there stays on this machine. */
    public static function isThisMachine(string $host): bool
    {
        $host = \strtolower(\trim($host, '[]'));

        return $host === 'localhost' || \str_ends_with($host, '.localhost') || $host === '::1'
            || (\filter_var($host, \FILTER_VALIDATE_IP, \FILTER_FLAG_IPV4) !== false && \str_starts_with($host, '127.'));
    }

    private static function isHost(string $host): bool
    {
        return \preg_match('/^([A-Za-z0-9_.-]+|\[[0-9a-fA-F:.]+\])$/D', $host) === 1;
    }

    private static function fromEnvironment(string $name): ?string
    {
        $value = \getenv($name);
        // What reads .env files for a framework often tells PHP alone.
        $value = $value === false ? ($_ENV[$name] ?? null) : $value;

        return \is_string($value) ? $value : null;
    }
}
