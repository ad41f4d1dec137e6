"""One set of vectors for the clients of all languages: what they send, and what they deliver."""
