"""Naming notices 通报 and letters on patrols: computed, objected to, signed, sent, counted."""
