"""The country of an official whose words do not give it, from what the paragraph speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from according.reading.drafts import Draft
from according.reading.mentions import Mention, Mentions

# Those who act for, against or inside one state; an analyst or a company may be of any.
_OF_A_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP", "REB", "LAB", "PTY"})

# Those whose work is in other countries than their own.
_ABROAD = frozenset({"diplomat", "envoy", "ambassador", "mediator", "negotiator", "observer", "delegate"})


def give_countries(mentions: Mentions, drafts: Sequence[Draft]) -> None:
    """Give people and bodies of state the country of their paragraph, where it speaks of one only, or acts as one."""
    for draft in drafts:
        if draft.country is None and draft.sort in _OF_A_STATE and draft.mentions and not _a_crowd(draft):
            draft.country = _country_of(mentions, min(draft.mentions, key=lambda one: one.span), drafts)


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


def _a_crowd(draft: Draft) -> bool:
    """Whether nothing says that these belong to the state which the paragraph speaks of: "protesters", "a diplomat"."""
    return draft.kind in {"group", "unnamed"} and (draft.sector in {"OPP", "REB", "LAB"} or bool(draft.nouns & _ABROAD))


def _leads(mentions: Mentions, mention: Mention) -> bool:
    """Whether a mention is the subject of its sentence's main clause."""
    token = mentions.token(mention)
    return token.dep_ == "nsubj" and token.head.dep_ == "ROOT"
