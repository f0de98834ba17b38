"""Fusion: what many sources say of many questions, weighed together and with nobody's gold."""
