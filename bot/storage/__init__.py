"""What happened: people, their conversations, turns, and what is kept for the platform."""
