"""The portable twin: the contract as the code generators of other languages want it."""
