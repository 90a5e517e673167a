"""Look-back 回头看 in the tables: drawn, looked at, counted."""
