"""The subject of the first sentence of an entry: whether it is the title's, and the names in it."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from corpus.folding import bare, fold
from corpus.name_forms import ARTICLE, CAPITAL, CONNECTING, QUOTED

__all__ = ["is_subject", "subject_names", "subject_without_rank", "title_spelled_as"]

MOST_WORDS = 8
# A subject as near to the title as this is the title in another spelling; a word as near to one of its words, that one.
SAME_SUBJECT, SAME_WORD = 0.75, 0.65
# Shorter ones are rather short forms than spellings of a word.
SHORT_NAME = 3

_RANK = re.compile(
    r"^(?:(?:Sir|Dame|Lord|Lady|Dr\.?|Prof\.?|Professor|Saint|St\.|Blessed|Reverend|Rev\.|The Honou?rable|Hon\.|Mr\.?|"
    r"Mrs\.?|Ms\.?|Miss|Sister|Brother|Father|Bishop|Archbishop|Cardinal|Rabbi|Imam|Sheikh|Justice|Judge|Senator|"
    r"(?:(?:Lieutenant|Major|Brigadier|Air|Vice|Rear|Chief|Field|Group|Wing|Flight|Squadron|First|Second|Fleet|Flying|"
    r"Staff|Master|Captain|Commander|Colonel|General|Commodore|Admiral|Marshal|Commandant|Sergeant|Officer|Leader)"
    r"[ -])*(?:Lieutenant|Major|Brigadier|Captain|Commander|Colonel|General|Commodore|Admiral|Marshal|Commandant|"
    r"Sergeant|Officer|Leader))\s+)+(?=[A-Z])",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"^[IVX]+$")
_SMALL = frozenset("in of at on the for and to by from".split())
# In a name, but not in "Dutch violinist Frederieke Saeijs".
_WITHIN = frozenset("a an as at by for from on to with".split())
_POST_NOMINAL = frozenset(
    "frs frse faa fba frsa rfs obe mbe cbe kbe dbe qc kc mp mep mla am ao ac oam phd md dso mc vc dfc dfm cb kcb gcb "
    "cmg kcmg gcmg ra rsa sj osb op ocd ofm pvsm avsm vsm usn usa usaf mvo cvo kcvo frcs frcp jp dd esq pc tc".split()
)
# They end the name of a company or of a namesake, and are no letters of an order.
_NAME_ENDS = frozenset("ii iii iv vi vii inc llc llp ltd plc nv ag sa spa cic lp ep fc fm am tv dvd".split())


def subject_without_rank(subject: str, title: str) -> str:
    """`subject` without "Sir" and its like in front, unless the title has them too."""
    rank = _RANK.match(subject)
    return subject[rank.end() :] if rank and not fold(title).startswith(fold(rank[0])) else subject


def is_subject(subject: str, title: str, *, born: bool) -> bool:
    """Whether the first sentence speaks of the title, under a longer, shorter or differently spelled name."""
    said = fold(ARTICLE.sub("", subject)).split()
    wanted = fold(ARTICLE.sub("", bare(title))).split()
    short = fold(ARTICLE.sub("", bare(title).split(",", maxsplit=1)[0])).split()
    if not said or not wanted:
        return False
    if subject.startswith(f"{title}: ") and len(wanted) > 1:
        return True  # with its subtitle
    if len(said) > max(MOST_WORDS, len(wanted) + 3):
        return False
    if said == short or Indel.normalized_similarity(" ".join(said), " ".join(wanted)) >= SAME_SUBJECT:
        return True
    if _in_order(wanted, said) or _in_order(short, said):
        return True
    if len(wanted) < 2 or len(said) < len(wanted) or not _SMALL.isdisjoint(wanted):
        return False
    # A person under the whole name: "Charles Bernard Taylor" is Bud Taylor.
    return wanted[-1] in said[1:] and (born or wanted[0] in said or wanted[0][0] == said[0][0])


def _in_order(words: Sequence[str], said: Sequence[str]) -> bool:
    """Whether `said` has all the words, with others between; one word has to begin it."""
    rest = iter(said)
    few = len(words) > 1 or (len(said) <= 4 and said[:1] == words)
    return bool(words) and few and all(word in rest for word in words)


def subject_names(subject: str, title: str) -> Iterator[str]:
    """The subject as it stands, and without or around the nickname quoted in it."""
    words = ARTICLE.sub("", subject).split()
    last = fold(bare(title)).split()[-1:]
    while len(words) > 2 and (words[-1].strip(".,").lower() in _POST_NOMINAL or _post_nominal(words, last)):
        words.pop()
    plain = " ".join(words)
    known = {*fold(title).split(), *CONNECTING, *_WITHIN, *(_SMALL if len(title.split()) == 1 else ())}
    if any(map(CAPITAL.match, words)) and any(word.islower() and fold(word) not in known for word in words):
        return  # "Dutch violinist Frederieke Saeijs" says more than the name
    without = " ".join(QUOTED.sub(" ", plain).split())
    if without == plain or len(without.split()) < 2:
        yield plain
        return
    if plain[-1] in '"”':
        yield QUOTED.sub(r"\1", plain)  # the quoted name of a ship, no nickname
        return
    yield without
    for nickname in filter(str.strip, QUOTED.findall(plain)):
        yield nickname if _ROMAN.match(without.split()[-1]) else f"{nickname} {without.split()[-1]}"


def _post_nominal(words: Sequence[str], last: Sequence[str]) -> bool:
    """Whether capitals follow the last word of the title, as an order's letters do."""
    letters = words[-1].isupper() and 2 <= len(words[-1]) <= 5 and fold(words[-1]) not in _NAME_ENDS
    return letters and any(fold(word) in last for word in words[1:-1])


def title_spelled_as(name: str, title: str) -> Iterator[str]:
    """The title with one of its words spelled as `name` spells it: "Alexander Goffe" for "Goffe"."""
    wanted = bare(title).split()
    if not (1 < len(wanted) <= 4 and name.isalpha() and CAPITAL.match(name) and len(name) > SHORT_NAME):
        return
    if not all(CAPITAL.match(word) or word in CONNECTING for word in wanted):
        return
    near = [_same_word(name, word) for word in wanted]
    place = near.index(max(near))
    if SAME_WORD <= near[place] < 1:
        yield " ".join([*wanted[:place], name, *wanted[place + 1 :]])


def _same_word(one: str, other: str) -> float:
    """How much alike two words are if they may be spellings of each other, else 0."""
    if not (
        other.isalpha() and other[0].isupper() and fold(one)[:1] == fold(other)[:1] and abs(len(one) - len(other)) <= 2
    ):
        return 0.0
    return Indel.normalized_similarity(fold(one), fold(other))
