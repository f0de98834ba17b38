"""Claims and Findings to Events and a Timeline."""
