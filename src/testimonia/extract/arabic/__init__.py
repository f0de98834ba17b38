"""Statements and claims from Arabic, read over words and clitics, without a parser."""
