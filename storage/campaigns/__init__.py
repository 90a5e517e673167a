"""Campaigns 专项行动 and opinions 社情民意: opened, taken part in, counted."""
