"""The words by which news tells a reaction, as patterns; the words themselves are in `data/reactions.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

from according.comparison.wording import stem

# What may stand between a verb and its object: "rejected on Friday", "called on Monday", "condemned as “wanton”".
_BETWEEN = r"(?:\s+as\s+[“\"][^”\"]*[”\"]|\s+as\s+(?:\w+\s+){0,2}\w+(?=\s+(?:an?|the)\b)|\s+[“\"][^”\"]*[”\"])?"
# A verb is a noun behind these: "the protest", "Ardonia’s demand".
_AS_A_NOUN = re.compile(
    r"(?:\b(?:an?|the|this|that|his|her|its|their|our|no|any|every|of|public|in|under)|[’']s?)\s+$", re.IGNORECASE
)
# "Is welcome" thanks for nothing.
_IS, _WELCOME = re.compile(r"\b(?:be|been|is|are|was|were)\s+$", re.I), re.compile(r"welcome\b(?!d)", re.I)
_REGULAR = ("", "s", "es", "ed", "ing")


@cache
def words(group: str) -> tuple[str, ...]:
    """The words of a group, as the file has them."""
    return tuple(_table()["groups"][group])


@cache
def naming() -> dict[str, frozenset[str]]:
    """Which sorts of things a noun names, by its stem: "proposal" an offer, "decision" words and a deed."""
    sorts: dict[str, set[str]] = {}
    for sort, nouns in _table()["named"].items():
        for noun in nouns:
            sorts.setdefault(stem(noun.split()[-1]), set()).add(sort)
    return {noun: frozenset(found) for noun, found in sorts.items()}


@cache
def verbs(group: str) -> re.Pattern[str]:
    """The verbs of a group in every form, with what may stand before their object."""
    return re.compile(rf"\b(?P<verb>{_any(_forms(one) for one in words(group))})\b{_BETWEEN}", re.IGNORECASE)


@cache
def phrases(group: str) -> re.Pattern[str]:
    """The phrases of a group as they stand."""
    return re.compile(rf"\b(?P<verb>{_any(map(re.escape, words(group)))})\b", re.IGNORECASE)


@cache
def shown() -> re.Pattern[str]:
    """A feeling that is shown at something: "voiced deep concern about", "is alarmed by"."""
    felt, at = _any(map(re.escape, words("felt"))), r"(?:at|about|over|for|to|with|by|in|of|on|that)"
    feeling = _any(rf"{re.escape(one)}s?" for one in words("feelings"))
    voiced = rf"(?:{_any(map(_forms, words('shows')))})\s+(?:\S+\s+){{0,4}}?(?:{feeling})\s+(?:[oi]n [A-Z]\w+\s+)?{at}"
    moved = rf"(?:is|are|was|were|be|been|remains?)\s+(?:\w+\s+)?(?:{felt})\s+(?:on \w+ )?{at}"
    angry = rf"(?:angry|furious|outraged|dismayed|indignant|alarmed|delighted)\s+{at}"
    return re.compile(rf"\b(?P<verb>{voiced}|{moved}|{angry})\b", re.IGNORECASE)


@cache
def drawn() -> re.Pattern[str]:
    """A reaction told as what a thing drew: "drew condemnation", "was met with scorn"."""
    feeling = _any([*(rf"{re.escape(one)}s?" for one in words("feelings")), *words("drawn")])
    return re.compile(rf"\b(?P<verb>(?:{_any(words('draws'))})\s+(?:[\w-]+\s+){{0,3}}?(?:{feeling}))\b", re.IGNORECASE)


@cache
def judged() -> re.Pattern[str]:
    """Words that judge what they begin with, by a noun for what was said or done: "The decision is a disgrace"."""
    noun = _any(rf"{re.escape(one)}s?" for nouns in _table()["named"].values() for one in nouns)
    whose = r"(?:the|this|that|these|those|such|[A-Z][\w-]*[’']s?)"
    about = r"(?:\s+(?:of|to|by|on|for|against|that)\s+[^,;.]{1,70}?)?"
    named = rf"(?P<named>{whose}\s+(?:[\w’'-]+\s+){{0,3}}?(?:{noun}){about})"
    return re.compile(rf"[“\"]?{named}\s+(?P<verb>{_any(words('judges'))})\b", re.IGNORECASE)


def is_noun(text: str, start: int) -> bool:
    """Whether a word that may be a verb is a noun where it stands."""
    before = text[max(0, start - 12) : start]
    return _AS_A_NOUN.search(before) is not None or (
        _IS.search(before) is not None and _WELCOME.match(text, start) is not None
    )


def _any(patterns: Iterable[str]) -> str:
    return "|".join(sorted(patterns, key=len, reverse=True))


def _forms(verb: str) -> str:
    """A pattern of a verb in its regular forms; its particle stays."""
    head, _, particle = verb.partition(" ")
    behind = rf"(?:\s+[oi]n\s+[A-Z]\w+)?\s+{re.escape(particle)}" if particle else ""
    if head.endswith("e"):
        return rf"{head[:-1]}(?:e|es|ed|ing){behind}"
    if head.endswith("y") and head[-2] not in "aeiou":
        return rf"{head[:-1]}(?:y|ies|ied|ying){behind}"
    doubled = f"|{head[-1]}ed|{head[-1]}ing" if head[-1] in "bdgmnprt" else ""
    return rf"{head}(?:{'|'.join(_REGULAR)}{doubled}){behind}"


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    """The words by group ("groups"), and the nouns by what they name ("named")."""
    loaded = yaml.safe_load(files("according.comparison").joinpath("data", "reactions.yaml").read_text("utf-8"))
    return {"named": loaded.pop("named"), "groups": loaded}
