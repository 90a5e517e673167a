"""Matters to be carried through 重点事项: the list, one matter, recording one, reporting on one, a river's problems."""
