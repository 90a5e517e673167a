"""Papers 公文 in chat: drafted, signed, sent, received, answered, withdrawn, listed."""
