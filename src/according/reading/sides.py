"""For whom a speaker speaks, as a text names it: a minister for his state, a firm's spokeswoman for the firm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from according.model import Actor, Span

# Whoever is of one of these speaks for the state that he serves.
SERVING = frozenset({"GOV", "MIL", "SPY", "COP"})
_BODIES = frozenset({"organisation", "group"})


def own_side(speaker: Actor, called: str, actors: Sequence[Actor]) -> tuple[Span, ...]:
    """Where a text names the speaker himself, or those for whom he speaks.

    Args:
        speaker: who says something.
        called: the words that name him there ("Foreign Minister Ivo Randt").
        actors: everybody in the text.
    """
    return tuple(sorted({span for actor in _of_one_side(speaker, called, actors) for span in actor.mentions}))


def is_known(speaker: Actor) -> bool:
    """Whether it is told who a speaker is: whoever has no name may still be "spokesman for the army"."""
    return speaker.kind != "unnamed" or (speaker.role or "").startswith("spokes")


def _of_one_side(speaker: Actor, called: str, actors: Sequence[Actor]) -> Iterator[Actor]:
    told = f"{called} {speaker.role or ''}"
    for actor in actors:
        if actor == speaker or _is_state_of(speaker, actor) or _is_body_of(told, actor):
            yield actor


def _is_state_of(speaker: Actor, actor: Actor) -> bool:
    serves = speaker.sector in SERVING and speaker.country is not None and speaker.country == actor.country
    acts = actor.kind == "country" or (actor.kind in _BODIES and actor.sector in SERVING)
    return serves and acts


def _is_body_of(told: str, actor: Actor) -> bool:
    """Whether a body is named in what a speaker is called: "State Railways chief Ada Brun"."""
    return actor.kind in _BODIES and re.search(rf"(?<!\w){re.escape(actor.name)}(?!\w)", told) is not None
