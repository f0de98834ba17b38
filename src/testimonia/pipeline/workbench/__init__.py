"""What the workbench shows and does, one module a view, without a word of HTTP."""
