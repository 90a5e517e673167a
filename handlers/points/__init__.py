"""Points 点位: who keeps this?"""
