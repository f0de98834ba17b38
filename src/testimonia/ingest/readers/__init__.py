"""One module per format: bytes in, text and passages out."""
