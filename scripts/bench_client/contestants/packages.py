"""The packages that others generate when the benchmark runs, where no type checker sees them."""

STOCK = "stock_client"
OTHER = "openapi_generator_client"
