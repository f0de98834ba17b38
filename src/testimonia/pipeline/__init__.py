"""The steps in order, joined to the store; `investigation.Investigation` is what everybody else calls."""
