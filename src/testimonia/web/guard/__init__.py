"""What every request passes before anything looks at what it asks for."""
