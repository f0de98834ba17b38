"""Which claims cannot all be true: a solver for interval claims on numbers that rules tie together."""
