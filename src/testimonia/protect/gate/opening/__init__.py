"""Bytes to every text in them, as a reader, a parser or a forensic tool would get it. Knows nothing of identities."""
