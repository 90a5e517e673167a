"""Duty reports 述职报告: who must report, the year's figures, the report on its way, the account by level."""
