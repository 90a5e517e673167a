"""Inspections 督查 (clauses F2a, L15): begun, under way, concluded, where findings go, and their figures.

Nobody hears of an inspection before it ends: what is found on the way is in the ledger under its number, but neither
the ledger nor the queue nor "the same issue nearby" shows it to others until then (secrecy.py). At the end the
findings go to the locality to be assigned, and are handed to the department in charge and the liaison unit
(routing.py). The chief inspected hears of a finding like anybody else only when the office assigns it
(storage/issues/matters.py).
"""
