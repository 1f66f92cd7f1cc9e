"""What a user has chosen in /settings."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["MOST_QUOTATIONS", "Preferences"]

MOST_QUOTATIONS = 5


@dataclass(frozen=True, slots=True)
class Preferences:
    """A user's choices; `language` None follows what is written, and the user's Telegram."""

    language: str | None = None
    rich: bool = False
    quotations: int = 3

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Preferences":
        """The choices kept as `as_json`; what is missing or spoilt is as it was at first."""
        first = cls()
        language, quotations = kept.get("language"), kept.get("quotations")
        return cls(
            language if isinstance(language, str) else first.language,
            kept.get("rich") is True,
            quotations if isinstance(quotations, int) and 0 < quotations <= MOST_QUOTATIONS else first.quotations,
        )

    def as_json(self) -> dict[str, Any]:
        """What is kept."""
        return asdict(self)
