"""Colour alerts 预警: at a water or a post, from a day to a day, lifted with a reason; history kept."""
