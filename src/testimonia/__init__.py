"""testimonia: from the raw material of an investigation to findings that can be published and defended."""
