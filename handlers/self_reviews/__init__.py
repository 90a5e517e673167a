"""Self-review 对照检查: rounds opened by the office, problems entered by chiefs, followed up like issues."""
