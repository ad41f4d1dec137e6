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
