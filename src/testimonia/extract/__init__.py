"""Passages to Statements to Claims, every one tied to its exact words."""
