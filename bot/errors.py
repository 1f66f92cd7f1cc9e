"""What can go wrong in running the bot, a branch of the tree in corpus.errors; messages say what to do next.

EncyclopediaError
├── SettingsUnusable   a setting is unknown, missing or not what it must be
├── StateDamaged       the bot's memory cannot be read
├── StateUnwritable    the bot's memory, or its lock, cannot be written
├── BotRunning         another bot works in this folder
├── BackupRefused      a backup cannot be written where it was asked for
└── Busy               more questions wait than can be answered soon
"""

from corpus.errors import EncyclopediaError

__all__ = [
    "BackupRefused", "BotRunning", "Busy", "EncyclopediaError", "SettingsUnusable", "StateDamaged", "StateUnwritable",
]  # fmt: skip


class SettingsUnusable(EncyclopediaError):
    """A setting is unknown, missing or not what it must be."""


class StateDamaged(EncyclopediaError):
    """The bot's memory cannot be read."""


class StateUnwritable(EncyclopediaError):
    """The bot's memory, or its lock, cannot be written."""

    def __init__(self, path: object, why: object) -> None:
        """Say that `path` cannot be written, and why."""
        super().__init__(f"{path} cannot be written ({why}); make room on the disk, or mend its rights, and try again")


class BotRunning(EncyclopediaError):
    """Another bot works in this folder."""


class BackupRefused(EncyclopediaError):
    """A backup cannot be written where it was asked for."""


class Busy(EncyclopediaError):
    """More questions wait than can be answered soon."""
