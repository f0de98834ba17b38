"""Place name to candidate places, offline and tolerant of spelling."""
