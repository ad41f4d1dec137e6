"""What the generated client costs, beside other ways to call the same service.

`python -m scripts.bench_client` writes a table to build/bench-client/ and ends with 1 where the
client costs more than it may. Everything runs on this machine, against a server of its own.
"""
