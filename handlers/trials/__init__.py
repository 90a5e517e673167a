"""Rules tried out 试算: who would have been overdue, before anybody is bound by them."""
