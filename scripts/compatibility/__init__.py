"""What a change of the document breaks, and the version that it demands."""
