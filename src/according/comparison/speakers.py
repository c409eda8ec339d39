"""Whether two reports give the words of one voice: the same speaker, one who speaks for the other, or a named relay.

Every answer is a reason for the reader, or None where the evidence does not suffice: two candidates and no reason are
neither. Names are compared by `sameness.py`; here come in what somebody is ("spokeswoman of the Foreign Ministry"), and
the chain of a statement, by which an unnamed voice is known again.
"""

from __future__ import annotations

import re

from according.comparison.reports import Report
from according.comparison.sameness import Reason, same_actor
from according.model import Actor, Hop, Statement
from according.reading.sides import SERVING, is_known

# PLOVER's codes that stand in the place of a country but are none.
NO_STATES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
# Heads of state or government, for whom "the Kremlin", "the presidential office" and their spokespeople speak.
_HEADS = frozenset({"president", "premier", "chancellor", "king", "queen", "emir", "sultan", "taoiseach"})
_HEADS_OFFICES = frozenset({"presidential", "president", "kremlin", "government", "cabinet", "premier"})
_PAST = re.compile(r"\b(?:former|ex|late|ousted|exiled|retired)\b", re.IGNORECASE)
_SMALL = frozenset({"the", "a", "an", "of", "for", "and", "in", "at", "s", "its", "his", "her", "their"})
_MINISTRY = {"ministry": "minister", "ministries": "minister", "presidency": "president", "presidential": "president"}
_NUMERALS = frozenset("two three four five six seven eight nine ten several some many few a an one".split())


def same_speaker(report: Report, statement: Statement, other: Report, against: Statement) -> Reason | None:
    """Why the speakers of two statements are one person or body, or one unnamed voice; None where that is not known.

    An unnamed voice is known again only by the paper to which it spoke: "two officials told The Courier" are the two
    officials of The Courier's own report, and of whoever else quotes it.
    """
    one, two = report.speaker(statement), other.speaker(against)
    if one is None or two is None:
        return None
    if report.id == other.id and one.id == two.id:
        return Reason(f"Both are {one.name}, in one article.", ("article",))
    if "unnamed" in (one.kind, two.kind):
        return _same_unnamed(report, statement, other, against) if _fits(one, two) else None
    return same_actor(one, two)


def speaks_for(report: Report, statement: Statement, other: Report, against: Statement) -> Reason | None:
    """Why one of the two statements' speakers speaks for the other: a ministry for its state, a spokeswoman for it."""
    one, two = report.speaker(statement), other.speaker(against)
    return one_for_the_other(one, two) if one and two else None


def one_for_the_other(one: Actor, two: Actor) -> Reason | None:
    """Why one of two named actors speaks for the other, whichever that is."""
    return _speaks(one, two) or _speaks(two, one)


def of_one_voice(one: Actor, two: Actor) -> bool:
    """Whether two actors are one, or one of them speaks for the other."""
    return bool(same_actor(one, two) or one_for_the_other(one, two))


def through(report: Report, statement: Statement, other: Report) -> Hop | None:
    """The hop of a statement's chain that is the publisher of another report; None where it names no such."""
    return next(
        (hop for hop in statement.chain if publishes(hop.name, other) or _actor_publishes(report, hop.actor, other)),
        None,
    )


def publishes(name: str, report: Report) -> bool:
    """Whether a name ("The Courier newspaper") is that of a report's publisher, or of the agency it credits alone."""
    publisher = _words(report.reading.article.publisher or "")
    return bool(publisher) and _within(publisher, _words(name))


def _actor_publishes(report: Report, actor: str | None, other: Report) -> bool:
    return actor in report.actors and publishes(report.actors[actor].name, other)


def _same_unnamed(report: Report, statement: Statement, other: Report, against: Statement) -> Reason | None:
    paper = _paper(report, statement, other, against)
    if paper is None:
        return None
    called = " ".join((report.source_name(statement) or "unnamed").split())
    return Reason(f"Both are the voice ({called}) that spoke to {' '.join(paper.split())}.", ("relay", "description"))


def _paper(report: Report, statement: Statement, other: Report, against: Statement) -> str | None:
    """The paper through which both statements come, or which published the one and is named by the other."""
    if hop := through(report, statement, other):
        return hop.name
    if hop := through(other, against, report):
        return hop.name
    theirs = [hop for hop in against.chain if hop.role != "originator"]
    ours = (hop for hop in statement.chain if hop.role != "originator" and hop.evidence == "text")
    return next((hop.name for hop in ours for their in theirs if _one_name(hop.name, their.name)), None)


def _one_name(name: str, other: str) -> bool:
    words, others = _words(name), _words(other)
    return bool(words) and bool(others) and (_within(words, others) or _within(others, words))


def _fits(one: Actor, two: Actor) -> bool:
    """Whether what is said of an unnamed voice goes with the other: its sector, its country, and what it is called."""
    if _differ(one.sector, two.sector) or _differ(one.country, two.country):
        return False
    return bool(_called(one) & _called(two))


def _called(actor: Actor) -> set[str]:
    """What an unnamed voice is called, or a named one is, in the singular: {"official"}."""
    words = actor.name if actor.kind == "unnamed" else actor.role or ""
    return {re.sub(r"s$", "", word) for word in _words(words) if word not in _NUMERALS}


def _speaks(speaker: Actor, principal: Actor) -> Reason | None:
    if _past(speaker) or _past(principal) or principal.kind == "unnamed" or not is_known(speaker):
        return None
    if _is_state(principal):
        return _serves(speaker, principal)
    if principal.kind == "person":
        return _voices(speaker, principal)
    if (
        principal.kind in ("organisation", "group")
        and speaker.kind in ("person", "unnamed")
        and _of_body(speaker, principal)
    ):
        return Reason(f"{speaker.name} ({speaker.role}) speaks for {principal.name}.", ("role",))
    return None


def _past(actor: Actor) -> bool:
    return bool(actor.role and _PAST.search(actor.role))


def _is_state(actor: Actor) -> bool:
    """Whether an actor is a state as one that acts: the country, its government, its capital as a name for that."""
    if actor.kind in ("country", "place"):
        return actor.country is not None and actor.country not in NO_STATES
    head = _words(actor.name)[-1:]
    return actor.kind == "organisation" and actor.sector == "GOV" and head in (["government"], ["kremlin"])


def _serves(speaker: Actor, state: Actor) -> Reason | None:
    if speaker.kind not in ("person", "organisation", "unnamed") or speaker.sector not in SERVING:
        return None
    if speaker.country != state.country or speaker.country in NO_STATES:
        return None
    what = f"{speaker.name} ({speaker.role})" if speaker.role else speaker.name
    return Reason(f"{what} speaks for {state.name}.", ("sector", "country"))


def _of_body(speaker: Actor, body: Actor) -> bool:
    """Whether a person's role names a body: "head of the observation mission", "Foreign Minister" of a ministry."""
    if _differ(speaker.country, body.country) and not {speaker.country, body.country} & NO_STATES:
        return False
    named, served = _office_words(body.name), _served(speaker.role)
    # Every state has a foreign ministry.
    if named[-1:] == ["minister"] and speaker.country != body.country:
        return False
    return bool(served) and (named == served or (len(served) > 1 and _within(served, named)) or _within(named, served))


def _voices(speaker: Actor, principal: Actor) -> Reason | None:
    """A spokesperson, or a leader's office, for a person who holds the office."""
    if speaker.country is None or speaker.country != principal.country or not principal.role:
        return None
    served, office = _served(speaker.role), _office_words(principal.role)
    spoken = "spokes" in (speaker.role or "").casefold()
    if speaker.kind == "organisation":
        served, spoken = _office_words(speaker.name), True
    heads = bool(_HEADS & set(office[-1:])) or office[-2:] == ["prime", "minister"]
    if spoken and served and (served == office or (heads and _HEADS_OFFICES & set(served))):
        return Reason(
            f"{speaker.name} speaks for {principal.name}, {principal.role} of {principal.country}.", ("role", "country")
        )
    return None


def _served(role: str | None) -> list[str]:
    """The words of a role that name whom it serves: "spokesman of the Foreign Ministry" -> ["foreign", "minister"]."""
    words = _office_words(role or "")
    if re.search(r"\b(?:of|for)\b", role or ""):
        return words[1:]
    return [word for word in words if not word.startswith("spokes")]


def _office_words(text: str) -> list[str]:
    return [_MINISTRY.get(word, word) for word in _words(text)]


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if word not in _SMALL]


def _within(part: list[str], whole: list[str]) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
