"""Patrols 巡河: the dialog's position, the track, the end, what is measured and judged."""
