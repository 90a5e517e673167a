"""Acts on an issue: its buttons, who may press which, rectification 整改 and its evidence."""
