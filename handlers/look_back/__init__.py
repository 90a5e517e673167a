"""Look-back 回头看: drawing the list, going through it on the spot."""
