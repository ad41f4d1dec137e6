"""What the mock costs and how far it scales, beside nginx and other mocks of the same document.

`python -m scripts.bench_mock` writes a table to build/bench-mock/ and ends with 1 where the mock
misses a goal. Everything runs on this machine, on 127.0.0.1, without rights of its own.
"""
