"""Briefs before a patrol 巡河前明查暗访 (clause L6): patrols planned, clues gathered, what the records know."""
