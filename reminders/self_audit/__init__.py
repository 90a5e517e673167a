"""The nightly self-audit: once more, apart from what writes the warnings, who should hear of what by the records."""
