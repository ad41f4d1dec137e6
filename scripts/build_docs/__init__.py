"""The documentation of the document: a site per language, Markdown beside it, downloads."""
