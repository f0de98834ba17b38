"""Openers of images: everything in them but the pixels."""
