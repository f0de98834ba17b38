"""Openers of sound and film: everything in the containers but the sound and the pictures."""
