"""What a release is made of, up to its tag. Nothing here publishes."""
