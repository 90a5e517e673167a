"""Exports that take a while, as rows: asked for, taken up, told, made."""
