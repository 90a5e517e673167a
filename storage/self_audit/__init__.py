"""What the nightly self-audit reads of the outbox and the records, and what it writes down."""
