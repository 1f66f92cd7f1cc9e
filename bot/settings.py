"""Settings from the environment and `.env`, each called WIPIVERSE_ and the name of its field in capitals."""

import difflib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.env_file import PREFIX, read_env_file
from bot.errors import SettingsUnusable

__all__ = ["Settings", "read_settings", "refuse_unknown_names"]

# How like a setting the name of something else never is.
NEARLY = 0.9
Ids = Annotated[frozenset[int], NoDecode]


class Settings(BaseSettings):
    """Every setting with its default; `.env.example` lists them for people."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True, env_ignore_empty=True)

    data: Path = Field(Path("data"), description="the folder of the encyclopedia; the bot's memory is kept there too")
    cross_encoder: str = Field(
        "",
        description="a sentence-transformers CrossEncoder that reranks the first passages, name or folder; empty: none",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much is logged")
    log_format: Literal["text", "json"] = Field("text", description="lines for people, or one JSON object a line")
    log_questions: bool = Field(default=False, description="whether questions themselves are logged")
    metrics_port: int = Field(0, ge=0, le=65535, description="where Prometheus reads numbers over HTTP; 0: nowhere")
    metrics_listen: str = Field("127.0.0.1", description="the address of that port; whoever reaches it reads them")
    telegram_token: SecretStr | None = Field(None, description="the bot's token, from @BotFather")
    telegram_allowed: Ids = Field(
        frozenset(),
        description="ids of the users and chats that are answered, separated by commas; empty: everybody",
    )
    telegram_admins: Ids = Field(frozenset(), description="ids of the users who may use /admin")
    telegram_questions_a_minute: int = Field(20, ge=1, description="what one user may ask")
    telegram_most_waiting: int = Field(200, ge=1, description="questions that may wait before the bot says it is busy")
    telegram_keep_questions: bool = Field(
        default=False,
        description="whether questions nothing was found for, and those their askers judged, are kept",
    )
    telegram_webhook_url: str = Field("", description="the public https address of the webhook; empty: polling")
    telegram_webhook_listen: str = Field("127.0.0.1", description="where the webhook listens")
    telegram_webhook_port: int = Field(8080, ge=1, le=65535, description="and its port")
    telegram_webhook_secret: SecretStr | None = Field(
        None,
        description="what Telegram must say to the webhook, 1-256 of A-Z a-z 0-9 _ -; empty: made up",
    )
    telegram_api_url: str = Field("https://api.telegram.org", description="another Bot API server, if you run one")

    @field_validator("telegram_allowed", "telegram_admins", mode="before")
    @classmethod
    def _read_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = value.replace(",", " ").split()
        # None, where something is written, would let everybody in.
        if (value and not parts) or any(re.fullmatch(r"-?[0-9]{1,18}", part) is None for part in parts):
            raise ValueError("must be ids, which are numbers, separated by commas")
        return frozenset(map(int, parts))

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _check_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()) is None:
            raise ValueError("must be 1-256 of A-Z a-z 0-9 _ -")
        return value

    @field_validator("telegram_webhook_url")
    @classmethod
    def _check_url(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("must begin with https://")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _check_api_url(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):  # or no contact is to be had, for a reason that nobody tells
            raise ValueError("must begin with https:// or http://")
        return value


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings; a name in the environment overrules one in `env_file`.

    Raises SettingsUnusable, naming the setting, for an unknown name and for an impossible value, and where `env_file`
    cannot be read.
    """
    refuse_unknown_names(env_file)
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        # Only the reasons: the values may be secret.
        lines = [
            f"{PREFIX}{'_'.join(map(str, e['loc'])).upper()}: {e['msg'].removeprefix('Value error, ')}"
            for e in error.errors()
        ]
        raise SettingsUnusable("; ".join(lines) + "; see .env.example") from None


def refuse_unknown_names(env_file: Path | None) -> None:
    """Raise SettingsUnusable for a WIPIVERSE_ name, in the environment or in `env_file`, that is no setting's."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    in_file = read_env_file(env_file) if env_file is not None else {}
    for place, names in (("the environment", os.environ), (str(env_file), in_file)):
        for name in names:
            # In small letters the verbs do not read it.
            if name.upper().startswith(PREFIX) and name not in known:
                near = difflib.get_close_matches(name.upper(), known, 1, 0.5)
                hint = f"did you mean {near[0]}?" if near else "see .env.example"
                raise SettingsUnusable(f"unknown setting {name} in {place}; {hint}")
    for name in in_file:
        meant = _meant(name, known)
        if meant is not None and meant not in in_file and meant not in os.environ:
            raise SettingsUnusable(f"unknown setting {name!r} in {env_file}; did you mean {meant}?")


def _meant(name: str, known: Sequence[str]) -> str | None:
    """Which setting a name in the file means whose WIPIVERSE_ is misspelled or, before TELEGRAM_, left out."""
    if name in known:
        return None
    if name.upper().startswith("TELEGRAM_") and PREFIX + name.upper() in known:
        return PREFIX + name.upper()
    return next(iter(difflib.get_close_matches(name.upper(), known, 1, NEARLY)), None)
