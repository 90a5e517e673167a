"""A report being made 上报问题, before it is an issue; and what became of one's own reports."""
