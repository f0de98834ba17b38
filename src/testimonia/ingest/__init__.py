"""File to Item, Rendition and Passages, with a chain of custody."""
