"""Duty lists 履职清单 (clause F1): versions of a year, who has read them, how far the records have come."""
