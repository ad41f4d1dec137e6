"""The report of a run: for people, for CI, for programs, and as a page."""
