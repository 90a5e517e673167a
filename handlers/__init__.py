"""A person speaks: the one ordered list of what hears them."""
