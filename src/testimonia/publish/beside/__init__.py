"""Data beside the story: the content of a release in the formats that other programs read. See `exporters`."""
