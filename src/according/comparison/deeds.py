"""Deeds that are pledged, and how news tells that one was done or was not: "withdrew", "rolled away", "still dug in".

The words are in `data/deeds.yaml`, by the kind of deed. What a deed is done to, by whom and where is not looked
at here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

import yaml

from according.comparison.concepts import concept
from according.comparison.pledges import one_stem
from according.comparison.wording import Word, stem, tokens

# "Will undo": it is said that it will not be done, or will be left as it is.
Mood = Literal["done", "undone", "will undo"]
_Way = Literal["done", "now", "undone", "named"]
_WAYS: frozenset[_Way] = frozenset({"done", "now", "undone", "named"})

# So many words may stand between those of a phrase: "put a river protection bill before".
_BETWEEN = 5
_NOT = frozenset(
    stem(word)
    for word in """not no never nothing nobody none neither nor without hardly barely fail failed fails refuse refused
    refuses decline declined declines neglect neglected unable instead isn't wasn't aren't weren't hasn't haven't hadn't
    didn't doesn't don't won't wouldn't""".split()
)
_BEFORE_NOUNS = frozenset(
    "the a an its his her their our my your this any some of for by from no further another".split()
)
# Verbs whose past has no ending.
_INVARIANT = frozenset("cut shut put set hit let quit bid cast cost read split spread shed burst rid beat".split())
_DID = frozenset("did do does didn't don't doesn't".split())
_SUBJECTS = frozenset("he she it who which they".split())
# "Began to leave", "was seen to leave".
_MANAGED = frozenset("began begun started managed continued continues went able seen proceeded able".split())
_PARTS = re.compile(r"[,;:.]\s")
_YET_TO = re.compile(r"\byet to\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|would|shall|won['’]t|wouldn['’]t|going to|intends? to|plans? to)\b|['’]ll\b", re.I)
# What only may, must or ought to be, what is asked for, feared or believed is told as neither.
_OPEN = re.compile(
    r"\b(?:if|unless|whether|suppos(?:e|ed|ing)|imagine|could|may|might|should|must|ought|threat\w*|warn\w*|urg\w+|"
    r"demand\w*|"
    r"call\w* (?:on|for)|expect\w*|hop(?:e|es|ed|ing)|wants?|wanted|likely|"
    r"(?:about|set|due|preparing|ready|ordered|told|asked|promised|pledged|vowed|offered|agreed|has|have) to)\b|[?]",
    re.IGNORECASE,
)
# "Published nothing", "paid not a single crown".
_NONE_BEHIND = re.compile(r"\W*(?:\w+ )?(?:nothing|nobody|none|no one|not (?:a|one|any))\b", re.IGNORECASE)
_NO_LONGER = re.compile(r"\b(?:no longer|not any ?more)\b", re.IGNORECASE)


class Found(NamedTuple):
    """A kind of deed that words name, how, at which of their words, and by how many."""

    kind: str
    way: _Way
    place: int
    length: int


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed told: its kind, whether as done, and at which character of its clause; `plain` where its verb is there."""

    kind: str
    mood: Mood
    start: int
    plain: bool


@lru_cache(maxsize=16384)
def pledged_kinds(action: str) -> frozenset[str]:
    """The kinds of deed that the first words of a pledge that name one stand for."""
    return next((kinds for part in _PARTS.split(action) if (kinds := _first_kinds(part))), frozenset())


def _first_kinds(part: str) -> frozenset[str]:
    words = tokens(part)
    found = [one for one in _found(_stems(part)) if one.way != "undone"]
    # "The closed sky would be opened" closes nothing.
    verbs = [one for one in found if not one.place or words[one.place - 1].folded not in _BEFORE_NOUNS]
    found = verbs or found
    first = min((one.place for one in found), default=0)
    kinds = {one.kind for one in found if one.place == first}
    return frozenset(kinds.union(*(_likes().get(kind, ()) for kind in kinds)))


@lru_cache(maxsize=16384)
def named_kinds(words: str) -> frozenset[str]:
    """Every kind of deed that words name, however they tell of it."""
    return frozenset(one.kind for one in _found(_stems(words)) if one.way in ("done", "named"))


@lru_cache(maxsize=16384)
def words_of(kinds: frozenset[str]) -> frozenset[str]:
    """The stems of the first words of all phrases of some kinds: what says what is done, and not to what."""
    table = _table()
    firsts = frozenset(first for first, entries in table.items() for kind, _, _ in entries if kind in kinds)
    return firsts | {concept(first) for first in firsts}


@lru_cache(maxsize=16384)
def told_deeds(clause: str) -> tuple[Deed, ...]:
    """The deeds that a clause tells as done or as not done; none where it asks, demands or doubts."""
    if _OPEN.search(_YET_TO.sub(" not ", clause)):
        return ()
    return tuple(_told(_YET_TO.sub(" not ", clause)))


def _told(clause: str) -> Iterator[Deed]:
    words = tokens(clause)
    stems = _stems(clause)
    for kind, way, place, _ in _found(stems):
        if way == "named" or (way == "done" and _is_no_verb(clause, words, place)):
            continue
        before = clause[: words[place].start]
        behind = clause[words[place].end :]
        negated = any(word in _NOT for word in stems[:place]) or _NO_LONGER.search(clause) or _NONE_BEHIND.match(behind)
        tells = (way == "undone") == bool(negated)
        ahead = _AHEAD.search(before) is not None
        if tells and not ahead:
            yield Deed(kind, "done", words[place].start, way == "done")
        elif not tells:
            yield Deed(kind, "will undo" if ahead else "undone", words[place].start, way == "done")


def _is_no_verb(clause: str, words: Sequence[Word], place: int) -> bool:
    """Whether a verb's form stands as a noun ("the release"), or for what is only aimed at or under way."""
    form, before = words[place].folded, words[place - 1].folded if place else ""
    near = {word.folded for word in words[max(0, place - 3) : place]}
    if before == "to":
        return near.isdisjoint(_MANAGED) and not any(stem(word) in _NOT for word in near)
    if before in _BEFORE_NOUNS or before.endswith(("'s", "s'")) or form.endswith("ing"):
        return True
    if form in _INVARIANT or form.endswith("ed") or one_stem(stem(form)) != stem(form):
        return False
    if form.endswith("s") and not form.endswith("ss"):
        named = place > 0 and clause[words[place - 1].start].isupper()
        return not (named or before in _SUBJECTS)
    return not any(word in _DID or stem(word) in _NOT for word in near)


def _stems(words: str) -> tuple[str, ...]:
    return tuple(_form(word.folded) for word in tokens(words))


def _form(word: str) -> str:
    # "Cross" has no ending; "over" may stand for an end elsewhere, and here goes with "hand" or "march".
    return word if word.endswith("ss") or word == "over" else one_stem(stem(word))


def _found(stems: Sequence[str]) -> Iterator[Found]:
    """The kinds of deed that words name; where two phrases begin at one word, the longer: "send home" is no "send"."""
    table = _table()
    for place, word in enumerate(stems):
        here = [
            Found(kind, way, place, len(rest))
            for kind, way, rest in table.get(word, ())
            if _follows(stems, place, rest)
        ]
        longest = max((one.length for one in here if one.way == "done"), default=0)
        yield from (one for one in here if one.way != "done" or one.length == longest)


def _follows(stems: Sequence[str], place: int, rest: Sequence[tuple[str, int]]) -> bool:
    """Whether the other words of a phrase stand behind its first one, in order and near enough."""
    for word, between in rest:
        near = stems[place + 1 : place + 2 + between]
        if word not in near:
            return False
        place += 1 + near.index(word)
    return True


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    told: Mapping[str, Mapping[str, str]] = yaml.safe_load(
        files("according.comparison").joinpath("data", "deeds.yaml").read_text("utf-8")
    )
    return told


@cache
def _likes() -> Mapping[str, frozenset[str]]:
    """The kinds by whose words each kind may be told as well."""
    return {
        kind: frozenset(one.strip() for one in ways["like"].split(","))
        for kind, ways in _data().items()
        if "like" in ways
    }


_Entry = tuple[str, _Way, tuple[tuple[str, int], ...]]


@cache
def _table() -> Mapping[str, tuple[_Entry, ...]]:
    """The phrases by the stem of their first word: the kind, the way, and the others with how far they may stand."""
    table: dict[str, list[_Entry]] = {}
    for kind, ways in _data().items():
        for way in _WAYS & ways.keys():
            for phrase in ways[way].split(","):
                first, *rest = _phrase(phrase.strip())
                table.setdefault(first[0], []).append((kind, way, tuple(rest)))
    return {first: tuple(entries) for first, entries in table.items()}


def _phrase(phrase: str) -> Iterator[tuple[str, int]]:
    for words in phrase.split():
        for place, word in enumerate(words.split("_")):
            yield _form(word), 0 if place else _BETWEEN
