"""Duty reports 述职报告: the Word file, and the year's account as a workbook."""
