"""Sign boards 公示牌: what a scanned code says; the office's list, cards, sheets and prints."""
