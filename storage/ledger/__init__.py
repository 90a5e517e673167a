"""The ledger 台账: lists, figures and the office's queue, from one query."""
