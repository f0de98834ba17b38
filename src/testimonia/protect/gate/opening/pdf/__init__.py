"""Openers of PDF: every object of every revision, the text of every page as it is read, and what no page shows."""
