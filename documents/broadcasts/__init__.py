"""What is printed of notices: to whom they go, the receipt 送达回执."""
