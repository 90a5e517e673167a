"""Briefs before a patrol (clause L6) in chat: planned, gathered, read on a phone, taken along as Word."""
