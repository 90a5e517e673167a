"""The ledger 台账 on paper: Excel of any size with photos and totals; the evidence of an issue."""
