"""The country of an official whose words do not give it, from what the paragraph speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from according.reading.drafts import Draft, person_words
from according.reading.gazetteer import PLAIN, leaders
from according.reading.mentions import Mention, Mentions

# Those who act for, against or inside one state; an analyst or a company may be of any.
_OF_A_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP", "REB", "LAB", "PTY"})

# Those who as a crowd are met where they live: "workers struck in Kardovia".
_WITHIN = frozenset({"OPP", "REB", "LAB", "CVL", "UAF", "COP", "EDU", "AGR", "MED", "CRM", "REL", None})

# Those whose work is in other countries than their own.
_ABROAD = frozenset({"diplomat", "envoy", "ambassador", "mediator", "negotiator", "observer", "delegate"})


def give_countries(mentions: Mentions, drafts: Sequence[Draft]) -> None:
    """Give people and bodies of state the country of their paragraph, where it speaks of one only, or acts as one."""
    for draft in drafts:
        if draft.country is None and draft.kind == "person":
            draft.country = _country_of_leader(draft)
        if draft.country is None and draft.sort in _OF_A_STATE and draft.mentions and not _a_crowd(draft):
            draft.country = _country_of(mentions, min(draft.mentions, key=lambda one: one.span), drafts)
        if draft.country is None and draft.kind in {"group", "unnamed"} and draft.mentions and draft.sort in _WITHIN:
            draft.country = _country_of_place(mentions, min(draft.mentions, key=lambda one: one.span))


def _country_of_leader(draft: Draft) -> str | None:
    """The country of a well-known leader, by name, by the surname where it is rare, or by office and surname."""
    known = leaders()
    for name in sorted(draft.names, key=len, reverse=True):
        plain = name.translate(PLAIN).lower()
        surname = person_words(plain)[-1:]
        offices = {word for role in (draft.role or "", *draft.nouns) for word in role.lower().split()[-1:]}
        for called in (plain, *(f"{office} {word}" for office in offices for word in surname)):
            if called in known:
                return known[called]
    return None


def _country_of(mentions: Mentions, first: Mention, drafts: Sequence[Draft]) -> str | None:
    around = [
        (one, code)
        for draft in drafts
        for one in draft.mentions
        if one.doc == first.doc
        for code in {draft.country, *one.countries}
        if code
    ]
    before = [(one, code) for one, code in around if one.span < first.span]
    for codes in ({code for _, code in before or around}, {code for one, code in before if _leads(mentions, one)}):
        if len(codes) == 1:
            return codes.pop()
    return None


def _country_of_place(mentions: Mentions, first: Mention) -> str | None:
    """The one country in which, as its sentence says, the things it tells of take place."""
    codes = {
        code
        for one in mentions.all
        if one.doc == first.doc and one.sentence == first.sentence and _locates(mentions, one)
        for code in {one.known.country if one.known else None, *one.countries}
        if code
    }
    return codes.pop() if len(codes) == 1 else None


def _locates(mentions: Mentions, mention: Mention) -> bool:
    token = mentions.token(mention)
    while token.dep_ in {"compound", "poss", "appos"}:
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in {"in", "at", "near", "outside", "inside", "across"}


def _a_crowd(draft: Draft) -> bool:
    """Whether nothing says that these belong to the state which the paragraph speaks of: "protesters", "a diplomat"."""
    return draft.kind in {"group", "unnamed"} and (draft.sector in {"OPP", "REB", "LAB"} or bool(draft.nouns & _ABROAD))


def _leads(mentions: Mentions, mention: Mention) -> bool:
    """Whether a mention is the subject of its sentence's main clause."""
    token = mentions.token(mention)
    return token.dep_ == "nsubj" and token.head.dep_ == "ROOT"
