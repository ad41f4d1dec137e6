<?php

declare(strict_types=1);

namespace Plusofon\Numbers;

/** One call of an operation: what the document says of it, and what the caller gave. */
final class Call
{
    /**
     * @param string $operation its operationId
     * @param array<string, int|string> $parameters what fills the braces of the path
     * @param array<string, int|string|\BackedEnum|null> $query the filters; null is left out
     * @param bool $needsBody whether a body goes along even where it says nothing
     * @param string $outcome how to find out whether a change was carried out
     */
    public function __construct(
        public readonly string $operation,
        public readonly string $method,
        private readonly string $path,
        private readonly array $parameters,
        private readonly array $query,
        private readonly ?\JsonSerializable $body,
        private readonly bool $needsBody,
        public readonly string $outcome,
    ) {
    }

    /** The path behind the base URL, and the query string. */
    public function target(): string
    {
        $filled = [];
        foreach ($this->parameters as $name => $value) {
            $filled["{{$name}}"] = \rawurlencode((string) $value);
        }
        $query = \http_build_query(\array_map(self::plain(...), $this->query), '', '&', \PHP_QUERY_RFC3986);

        return \strtr($this->path, $filled) . ($query === '' ? '' : "?{$query}");
    }

    /** The JSON body; null where nothing is to be said. */
    public function content(): ?string
    {
        if ($this->body === null) {
            return null;
        }
        $content = \json_encode($this->body, \JSON_THROW_ON_ERROR | \JSON_UNESCAPED_UNICODE | \JSON_UNESCAPED_SLASHES);
        if ($content !== '[]') {
            return $content;
        }

        return $this->needsBody ? '{}' : null;
    }

    private static function plain(int|string|\BackedEnum|null $value): int|string|null
    {
        return $value instanceof \BackedEnum ? $value->value : $value;
    }
}
