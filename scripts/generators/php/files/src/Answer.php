<?php

declare(strict_types=1);

namespace Plusofon\Numbers;

/**
 * What the service answered, or an object in it.
 *
 * Its properties are those of the document. One that did not come is null or, if it is a list, empty.
 * Codes that nobody knows yet are handed on, and so are properties: see $unknown.
 *
 * @phpstan-consistent-constructor
 */
abstract class Answer implements \JsonSerializable
{
    /** @var array<string, string> the PHP name of each property of the document */
    protected const KNOWN = [];

    /** What any answer may have, because a failure may hide in it. */
    private const OF_FAILURES = ['success', 'message', 'error', 'code', 'errors', 'jsonrpc', 'result'];

    /** @var array<string, mixed> properties that the document does not have, as json_decode makes them */
    public readonly array $unknown;

    /** @var array<string, mixed> */
    private readonly array $came;

    /** @param \stdClass $came an object, as json_decode makes it */
    public function __construct(\stdClass $came, private readonly string $place = '$')
    {
        $this->came = (array) $came;
        $this->unknown = \array_diff_key($this->came, static::KNOWN);
    }

    /**
     * The answer under the names of the wire, with all that came.
     *
     * @return \stdClass an object, so that an empty one stays one
     */
    public function jsonSerialize(): \stdClass
    {
        $shown = $this->unknown;
        foreach (\array_intersect_key(static::KNOWN, $this->came) as $name => $property) {
            $shown[$name] = $this->came[$name] === null ? null : $this->{$property};
        }

        return (object) $shown;
    }

    /**
     * Refuse an object that has nothing of this answer: the document demands it, the templates cannot.
     *
     * @throws \UnexpectedValueException it is one; the message says what was expected
     */
    public function requireSubstance(): void
    {
        $own = \array_diff_key(static::KNOWN, \array_flip(self::OF_FAILURES));
        if ($own === [] && ($this->came['success'] ?? null) !== true) {
            throw new \UnexpectedValueException("{$this->place}.success: true was expected");
        }
        if ($own !== [] && \array_intersect_key($own, $this->came) === []) {
            throw new \UnexpectedValueException(
                "{$this->place}: one of " . \implode(', ', \array_keys($own)) . ' was expected',
            );
        }
    }

    /**
     * @template T
     *
     * @param \Closure(mixed, string): T $read
     *
     * @return T|null
     */
    protected function read(string $name, \Closure $read): mixed
    {
        $value = $this->came[$name] ?? null;

        return $value === null ? null : $read($value, "{$this->place}.{$name}");
    }

    /**
     * @template T
     *
     * @param \Closure(mixed, string): T $read
     *
     * @return list<T>
     */
    protected function list(string $name, \Closure $read): array
    {
        return $this->read($name, Value::list($read)) ?? [];
    }

    /**
     * @template T
     *
     * @param \Closure(mixed, string): T $read
     *
     * @return array<string, T>
     */
    protected function map(string $name, \Closure $read): array
    {
        return $this->read($name, Value::map($read)) ?? [];
    }
}
