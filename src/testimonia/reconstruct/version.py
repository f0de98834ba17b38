"""The version of what this room makes: another one, and events are built again."""

VERSION = "5"
