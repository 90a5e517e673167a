"""Sign boards 公示牌: where they stand, what is printed on them, which are to be replaced."""
