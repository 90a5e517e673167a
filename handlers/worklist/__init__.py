"""The office works at volume: the queue by filters, and one act on many issues at once."""
