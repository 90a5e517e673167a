"""The roster 名册: a workbook read, checked, compared and written."""
