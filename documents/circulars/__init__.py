"""Naming notices 通报 and the letter on patrols as Word files, with tables and a page of charts."""
