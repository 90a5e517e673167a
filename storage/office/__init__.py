"""What an office works with: its queue by filters, many at once, shortlists, saved searches, ready words."""
