"""The languages the bot speaks: every module here that holds a `WORDING`."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from bot.wording.sentences import Wording

__all__ = ["DEFAULT", "Wording", "languages", "wording_for"]

# Spoken to those whose own language is not among the languages.
DEFAULT = "en"


@cache
def languages() -> Mapping[str, Wording]:
    """All languages by code, the default one first."""
    modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    found: dict[str, Wording] = {m.WORDING.code: m.WORDING for m in modules if hasattr(m, "WORDING")}
    return {code: found[code] for code in sorted(found, key=lambda code: (code != DEFAULT, code))}


def wording_for(*codes: str | None) -> Wording:
    """The wording of the first of these language codes that is spoken ("ko-KR" is "ko"), else the default."""
    spoken = languages()
    for code in codes:
        primary = (code or "").lower().replace("_", "-").partition("-")[0]
        if primary in spoken:
            return spoken[primary]
    return spoken[DEFAULT]
