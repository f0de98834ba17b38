"""Names and descriptions under which protected sources are published."""
