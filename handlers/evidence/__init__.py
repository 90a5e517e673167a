"""The evidence 证据 of an issue before an office."""
