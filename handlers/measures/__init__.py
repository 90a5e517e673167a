"""Measures 问责措施: suggested, ordered, answered, interviewed, counted, shown."""
