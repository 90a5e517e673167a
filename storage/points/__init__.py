"""Points 点位 and their keepers 管护人."""
