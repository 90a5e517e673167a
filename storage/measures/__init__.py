"""Measures 问责措施: ordered, answered, recorded, counted; what the records suggest."""
