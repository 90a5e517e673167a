"""Tests of what is decided: tables of dates and cases, no database."""
