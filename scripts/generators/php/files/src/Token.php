<?php

declare(strict_types=1);

namespace Plusofon\Numbers;

/** A token that shows itself to nobody: not in a dump, not in a message, not when it is serialized. */
final class Token
{
    /** @var \Closure(): string */
    private readonly \Closure $value;

    public function __construct(#[\SensitiveParameter] string $value)
    {
        if (\preg_match('/^[!-~]+$/D', $value) !== 1) {
            throw new \InvalidArgumentException(
                'token: expected visible ASCII characters without spaces, something else came; '
                . 'look at token: or PLUSOFON_TOKEN',
            );
        }
        // A dump shows what an object holds, but not what a function knows.
        $this->value = static fn (): string => $value;
    }

    /** @return array<string, string> */
    public function __debugInfo(): array
    {
        return ['value' => '[token]'];
    }

    /** @return never */
    public function __serialize(): array
    {
        throw new \LogicException('a token is never serialized');
    }

    /** The token itself, for the one header that it belongs into. */
    public function reveal(): string
    {
        return ($this->value)();
    }

    /** A text without the token, as it is or as JSON, HTML or a URL writes it. */
    public function redact(string $text): string
    {
        $token = $this->reveal();
        $spellings = [
            \rawurlencode($token),
            \urlencode($token),
            \htmlspecialchars($token),
            \trim((string) \json_encode($token), '"'),
            \trim((string) \json_encode($token, \JSON_UNESCAPED_SLASHES), '"'),
            $token,
        ];

        return \str_ireplace($spellings, '[token]', $text);
    }
}
