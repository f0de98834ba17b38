"""Where true identities live: one file, encrypted with age, written whole by rename."""
