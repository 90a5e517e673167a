"""Self-reviews 对照检查 as a workbook."""
