"""Inspections 督查: the dialog of who inspects, and the list with its figures (clauses F2a, L15)."""
