"""Clients in other languages, each made from the portable twin by its recipe."""
