"""Leave 请假: asked by a chief, granted by the office or the superior; what becomes of the duty says the profile."""
