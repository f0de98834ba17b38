"""Render what was found into files: pure functions from values to text, which never reach the store or the vault."""
