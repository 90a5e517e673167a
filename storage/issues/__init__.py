"""Issues 问题: registering, deciding, rectifying, reviewing; who hears of each step."""
