"""Changes whenever the same claims would give other conclusions; light, so that nothing is loaded to ask."""

VERSION = "reconcile 9"
