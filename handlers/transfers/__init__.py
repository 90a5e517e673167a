"""Transfer 移交: referring an issue to a department, and what the department answers."""
