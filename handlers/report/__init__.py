"""Reporting an issue 上报问题, and what one reported."""
