"""People, posts and appointments 任职: who holds what, who stands above, what a post owes."""
