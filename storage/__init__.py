"""What is remembered: tables, and plain functions of a session that read and write them. Nothing here commits."""
