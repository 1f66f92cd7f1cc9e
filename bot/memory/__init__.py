"""What the bot remembers of its users, in one SQLite file."""
