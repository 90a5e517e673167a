"""Chains of reminders 提醒链: what began for whom, who stood at each step, what people answered, how it ended."""
