"""The responsibility tree 树状图, drawn."""
