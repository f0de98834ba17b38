"""Typed values in a parsed text: amounts, money, durations, moments and places, with their hedges."""
