"""Matters to be carried through 重点事项: recorded, carried out, listed; a river's key problems."""
