"""The story as a folder of pages: a text with bindings, and the release that carries the evidence for every one of them."""
