"""From the shelf to an owned number: search, reserve, buy."""
