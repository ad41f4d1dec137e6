"""The numbers that the account owns."""
