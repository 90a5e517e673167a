"""The bot speaks first: what is due is computed from the records, written once, delivered politely."""
