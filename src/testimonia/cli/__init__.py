"""One file per command; each calls one Investigation method."""
