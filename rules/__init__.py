"""What is decided: pure functions and values on the standard library only."""
