"""Duty reports 述职报告: drafted from the records, completed and handed in in chat, received."""
