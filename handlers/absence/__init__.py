"""Leave 请假: a chief asks, the office or the superior answers, a chief comes back sooner."""
