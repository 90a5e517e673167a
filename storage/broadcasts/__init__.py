"""Notices 通知 that an office sends to many: written, decided, answered, counted."""
