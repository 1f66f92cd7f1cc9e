"""How people reach the encyclopedia: the command line, the chat, Telegram."""
