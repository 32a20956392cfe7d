"""What to do about a message: one turn, the dialogue, what is stored of it."""
