"""Briefs before a patrol as Word files."""
