"""Every fact of the document, with its grade and where it comes from."""
