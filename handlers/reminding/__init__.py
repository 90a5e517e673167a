"""Reminders 提醒: answers to them, the hour of one's digest, the countdown to an assessment."""
