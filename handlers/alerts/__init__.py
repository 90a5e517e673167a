"""Alerts 预警: an office sets one at a water or a post, lifts it, looks at those that were."""
