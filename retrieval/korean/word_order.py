"""The parts of a Korean question in English order, once it is known what each does in its sentence."""

import re
from dataclasses import dataclass, field

__all__ = ["SUPERLATIVE", "Sentence", "in_order", "joined"]

SUPERLATIVE = re.compile(r"\w+est|most\b.*")
_RANKS = re.compile(r"first|second|third|\w+th|\w+est|last|next|official|current|former")
# What stands behind "how".
_MEASURES = frozenset("long high large big tall deep fast far heavy old wide hot cold".split())
# Roles of phrases that no verb before a noun takes.
_OF_THE_SENTENCE = ("topic", "among", "hollow")


@dataclass(slots=True)
class Sentence:
    """What was read so far: phrases that wait for their verb, and what waits for its noun, before and behind it."""

    phrases: list[tuple[str, str]] = field(default_factory=list)  # role, and words
    before: str = ""
    behind: str = ""
    adverb: str = ""
    verb: str = ""
    asks: str = ""
    asks_of_next: bool = False
    asked: str = ""  # the noun that is asked for: which country, how many countries
    hollow: str = ""
    can: bool = False
    copula: bool = False
    clause: bool = False  # whether a verb with phrases of its own describes a noun

    def ask(self, asks: str, *, of_next: bool = False) -> None:
        """A word that asks; of two of them the first counts."""
        self.asks, self.asks_of_next = self.asks or asks, of_next

    def noun(self, words: str, role: str) -> None:
        """A noun, with what was waiting for it, waits for its verb, or for the noun that it belongs to."""
        if words.startswith("difference") and " and " in self.before + self.behind:
            both = self.before or self.behind.removeprefix("of ")
            self.before, self.behind, words = "", "", f"difference between {both}"
        if role in ("", "of") and _RANKS.fullmatch(words) and self.before and not self.before.endswith(" and"):
            self.behind, self.before = joined("of", self.before, self.behind), words  # "first president of"
            return
        if not role or (role == "of" and _RANKS.fullmatch(words)):
            self.before = joined(self.before, words)
            return
        phrase = joined(self.before, words, self.behind)
        self.before = self.behind = ""
        if role == "of":
            self.behind = f"of {phrase}"
        elif role == "and":
            self.before = f"{phrase} and"
        elif self.asks_of_next:
            self.asked, self.asks_of_next = phrase, False
        else:
            self.phrases.append((role, phrase))

    def describe(self, verb: str, *, acts: bool) -> None:
        """A verb before the noun that it describes takes what waits, except the topic, which is of the sentence."""
        taken = [phrase for phrase in self.phrases if phrase[0] not in _OF_THE_SENTENCE]
        self.phrases = [phrase for phrase in self.phrases if phrase[0] in _OF_THE_SENTENCE]
        of = dict(taken)
        subject = of.get("subject", "")
        rest = [f"{role} {words}" for role, words in taken if role not in ("subject", "object")]
        if SUPERLATIVE.fullmatch(verb):
            self.before, self.behind = joined(verb, subject), joined(self.behind, *rest)
        elif not taken and not self.adverb and not (acts and self.before):
            self.before = joined(self.before, verb)
        else:
            thing = of.get("object", "") or self.before
            said = joined(subject, self.adverb, verb, "" if thing in verb else thing)
            self.before, self.behind, self.clause = "", joined(said, *rest, self.behind), True
        self.adverb = ""

    def become(self) -> None:
        """Somebody, the topic, becomes what the subject is; a number does not."""
        if (
            any(role == "topic" for role, _ in self.phrases)
            and not self.asks.startswith("how m")
            and self.asks != "how"
        ):
            self.verb = "become"
            self.phrases = [("object" if role == "subject" else role, words) for role, words in self.phrases]

    def waits(self) -> bool:
        """Whether something waits that somebody does, or that is done to something."""
        return bool(self.adverb or self.asked) or any(role in ("subject", "object") for role, _ in self.phrases)


def joined(*parts: str) -> str:
    """The parts that are not empty, with a space between them."""
    return " ".join(filter(None, parts))


def in_order(sentence: Sentence) -> str:
    """The sentence in English order, once all of it was read."""
    if sentence.before and sentence.phrases and sentence.asks and not (sentence.verb or sentence.copula):
        sentence.verb, sentence.before = sentence.before, ""
    if sentence.before or sentence.behind:
        sentence.behind = sentence.behind if sentence.before else sentence.behind.removeprefix("of ")
        sentence.noun("", "with" if any(role == "topic" for role, _ in sentence.phrases) else "topic")
    of = dict(reversed(sentence.phrases))
    verb = joined(sentence.adverb, sentence.verb)
    away = "from" if verb == "far" or ("in" in of and "to" in of) else "in"
    rest = joined(*(
        joined(away if role == "in" else "" if role == "with" else role, words)
        for role, words in sentence.phrases
        if role not in ("topic", "subject", "object", "hollow")
    ))  # fmt: skip
    topics = [words for role, words in sentence.phrases if role in ("topic", "subject")]
    subject, thing, asks = joined(*topics), of.get("object", ""), sentence.asks
    if sentence.hollow:
        return joined(sentence.hollow, subject, of["hollow"], rest)
    if sentence.asked or asks.startswith("how many"):
        is_there = "" if verb or not (subject or rest) else "is" if asks != "how many" else "are" if rest else "are in"
        return joined(asks, sentence.asked, is_there, subject, verb, thing, rest)
    if asks == "how" and verb in _MEASURES:
        return joined(asks, verb, "is", subject, rest)
    if asks == "who" and "subject" not in of and (verb or thing):
        return joined(asks, verb, thing or subject, rest)
    if verb or thing:
        return joined("can" if sentence.can else asks, subject, verb, thing, rest)
    if len(topics) == 2 and not sentence.copula:
        subject = f"{topics[1]} of {topics[0]}"
    return joined(_is(sentence, subject), rest)


def _is(sentence: Sentence, noun: str) -> str:
    """What is asked of a noun without another verb."""
    asks = sentence.asks
    if not noun or asks in ("how", "how much"):
        return noun
    if asks == "how old":
        return joined(asks, "is", noun.removeprefix("age of "))
    if sentence.clause and asks in ("who", "what", "where"):
        return joined("which", noun)
    if asks == "where" and (" of " in noun or SUPERLATIVE.match(noun)):
        asks = "what"
    return joined(asks, "is", noun) if asks or sentence.copula else noun
