"""The nouns: frozen structs and enums that every step shares. No I/O."""
