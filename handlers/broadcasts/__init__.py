"""Notices 通知: an office writes, chooses to whom, sends, counts, chases; recipients answer."""
