"""Self-review 对照检查: rounds, the problems chiefs find, what is done about them, the account by level."""
