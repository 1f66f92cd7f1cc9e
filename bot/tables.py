"""The tables of the bot's memory; times are seconds since 1970."""

__all__ = ["SCHEMA"]

SCHEMA = """
CREATE TABLE IF NOT EXISTS preferences (user INTEGER PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS seen (
    update_id INTEGER PRIMARY KEY, at REAL NOT NULL, run TEXT NOT NULL, done INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS asked (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, chat INTEGER NOT NULL, user INTEGER NOT NULL,
    question_id INTEGER NOT NULL, answer_id INTEGER, question TEXT NOT NULL, searched TEXT NOT NULL,
    about TEXT, titles TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS asked_in_chat ON asked (chat, user, at);
CREATE TABLE IF NOT EXISTS verdicts (
    asked INTEGER PRIMARY KEY, at REAL NOT NULL, user INTEGER NOT NULL, question TEXT,
    helpful INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS unanswered (at REAL NOT NULL, user INTEGER NOT NULL, question TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS counts (
    day TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (day, name)
);
"""
