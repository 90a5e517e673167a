"""Papers 公文 from draft to answer: drafting, addressing, signing with a number, receiving, withdrawing, counting."""
