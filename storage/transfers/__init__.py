"""Transfer 移交 in the tables: sent, received, answered, overdue."""
