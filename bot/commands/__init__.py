"""What the command line does besides running: one module a command."""
