"""Duty lists 履职清单 (clause F1) in chat: read, acknowledged, filled; published and followed by the office."""
