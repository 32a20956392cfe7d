"""What the sender means: pure functions of the text and of the question that is open."""
