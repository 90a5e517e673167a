"""The chief office's side: what waits for its decision, and the decisions."""
