"""Keep and query model objects."""
