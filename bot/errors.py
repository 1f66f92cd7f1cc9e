"""What can go wrong in running the bot, a branch of the tree in corpus.errors; messages say what to do next.

EncyclopediaError
├── SettingsUnusable   a setting is unknown, missing or not what it must be
├── StateDamaged       the bot's memory cannot be read
├── BotRunning         another bot works in this folder
├── BackupRefused      a backup cannot be written where it was asked for
└── Busy               more questions wait than can be answered soon
"""

from corpus.errors import EncyclopediaError

__all__ = ["BackupRefused", "BotRunning", "Busy", "EncyclopediaError", "SettingsUnusable", "StateDamaged"]


class SettingsUnusable(EncyclopediaError):
    """A setting is unknown, missing or not what it must be."""


class StateDamaged(EncyclopediaError):
    """The bot's memory cannot be read."""


class BotRunning(EncyclopediaError):
    """Another bot works in this folder."""


class BackupRefused(EncyclopediaError):
    """A backup cannot be written where it was asked for."""


class Busy(EncyclopediaError):
    """More questions wait than can be answered soon."""
