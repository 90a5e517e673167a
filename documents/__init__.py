"""Rows to the papers and pictures people look at: one module a kind of paper or picture."""
