"""Official papers in the layout of GB/T 9704: slips, orders, prompts, letters, circulars, replies."""
