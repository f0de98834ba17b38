"""Changes whenever the same material would give other statements or claims; light, so that nothing is loaded to ask."""

VERSION = "extract 12"
