"""Campaigns 专项行动 in chat: opened and led by an office, taken part in by members; opinions 社情民意."""
