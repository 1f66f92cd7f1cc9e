"""Words of names that are written out or abbreviated as one likes: "Mount Everest" and "mt everest"."""

import re

from corpus.numerals import in_figures

__all__ = ["shortened"]

# The folded words that a short form stands for.
_WRITTEN_OUT = {
    "assoc": "association", "ave": "avenue", "bros": "brothers", "capt": "captain", "co": "company",
    "dept": "department", "dr": "doctor, drive", "fc": "football club, f c", "ft": "fort", "gen": "general",
    "govt": "government", "hs": "high school", "hwy": "highway", "intl": "international", "jr": "junior",
    "lt": "lieutenant", "ltd": "limited", "mt": "mount, mountain", "natl": "national", "prof": "professor",
    "rd": "road", "sgt": "sergeant", "sr": "senior", "st": "saint, street", "tv": "television",
    "uk": "united kingdom, u k", "uni": "university, univ", "us": "united states, u s", "vol": "volume",
    "vs": "versus", "ww1": "world war i, world war 1, wwi", "ww2": "world war ii, world war 2, wwii",
}  # fmt: skip
_SHORT = {written_out: short for short, several in _WRITTEN_OUT.items() for written_out in several.split(", ")}
_LONG = re.compile(rf"\b(?:{'|'.join(_SHORT)})\b")


def shortened(folded: str) -> str:
    """A folded name with what can be abbreviated in it abbreviated, and its numbers in figures."""
    return _LONG.sub(lambda written_out: _SHORT[written_out[0]], in_figures(folded))
