"""Naming notices 通报 in chat: drafted, objected to, answered, signed, sent, counted."""
