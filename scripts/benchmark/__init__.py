"""What the benchmarks have in common: processes, readings, tables, the machine."""
