"""What the public hands in, until it is in the ledger; limits, blocks, and whether it was really solved."""
