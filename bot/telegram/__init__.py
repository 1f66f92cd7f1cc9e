"""Between Telegram and an answer: updates in, replies out."""
