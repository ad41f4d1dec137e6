<?php

/**
 * Require the package in the empty project that this stands in, as a user does.
 *
 * Usage: php install.php PACKAGE
 *
 * Guzzle comes from Packagist. Where that is out of reach, it is Debian's: Composer is told that it is
 * there already, and the project loads it.
 */

declare(strict_types=1);

const DEBIAN = '/usr/share/php/GuzzleHttp/autoload.php';
const UNREACHABLE = '/could not resolve host|failed to open stream|curl error|could not be (fully )?loaded/i';
/** What Debian's autoloader brings. */
const BROUGHT = [
    'guzzlehttp/guzzle' => \GuzzleHttp\Client::class,
    'guzzlehttp/promises' => \GuzzleHttp\Promise\Promise::class,
    'guzzlehttp/psr7' => \GuzzleHttp\Psr7\Request::class,
    'psr/http-message' => \Psr\Http\Message\RequestInterface::class,
];

/** @return array<string, mixed> a project that requires the package, and nothing else */
function project(string $package): array
{
    return [
        'repositories' => [['type' => 'path', 'url' => $package, 'options' => ['symlink' => false]]],
        'require' => ['plusofon/numbers' => '@dev'],
    ];
}

/**
 * The same without Packagist.
 *
 * @param array<string, mixed> $project
 *
 * @return array<string, mixed>
 */
function offline(array $project): array
{
    \file_put_contents('debian.php', "<?php\nrequire_once '" . DEBIAN . "';\n");
    $project['repositories'][] = ['packagist' => false];
    $project['autoload'] = ['files' => ['debian.php']];
    $project['provide'] = \array_map(versionOf(...), BROUGHT);

    return $project;
}

/** The version of Debian's package that a class comes from. */
function versionOf(string $class): string
{
    require_once DEBIAN;
    $file = (string) (new \ReflectionClass($class))->getFileName();
    $package = \explode(':', (string) \shell_exec('dpkg -S ' . \escapeshellarg($file)))[0];
    $version = (string) \shell_exec('dpkg-query -W -f \'${Version}\' ' . \escapeshellarg($package));

    return (string) \preg_replace('/[^0-9.].*/', '', $version);
}

/** @return array{int, string} how Composer ended, and what it said */
function composer(array $project): array
{
    \file_put_contents('composer.json', \json_encode($project, \JSON_THROW_ON_ERROR | \JSON_PRETTY_PRINT));
    \exec('composer update --no-interaction --no-progress 2>&1', $lines, $status);

    return [$status, \implode("\n", $lines)];
}

[$status, $said] = composer(project($argv[1]));
if ($status !== 0 && \preg_match(UNREACHABLE, $said) === 1 && \is_file(DEBIAN)) {
    [$status, $said] = composer(offline(project($argv[1])));
}
echo $said, "\n";
exit($status);
