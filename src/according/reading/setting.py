"""Whether a text is about politics: who acts in it, and whether it tells of a match, a market or a show."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from according.model import Actor
from according.reading.gazetteer import leaders

# Sectors (PLOVER) of those whose doings are political whatever they do.
POLITICAL = frozenset(
    {"GOV", "MIL", "COP", "LEG", "JUD", "PTY", "REB", "OPP", "SPY", "UAF", "PRM", "REF", "SOC", "CVL", "LAB"}
)
# Those of them that are private people as well.
PRIVATE = frozenset({"CVL", "LAB", "SOC", "REF"})
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "REB", "UAF", "SPY", "IGO", "EUR", "IMG"})
_BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "ISM"})

_PLAY = re.compile(
    r"\b(?:goal(?:s|keeper)?|striker|midfielder|quarterback|touchdowns?|playoffs?|inning|league|championship|coach|tournament"
    r"|season|game(?:s|play|r|rs)?|players?|fans|team(?:mates?|s)?|football|soccer|basketball|cricket|rugby|tennis|nfl|nba|mlb|nhl|fifa"
    r"|world cup|match(?:es)?|cup|champions?|(?:semi|quarter)-?finals?|finals?|doubles|seeds?|seeded|beat"
    r"|film|movie|album|actor|actress|box office|episode|iphone|android|smartphone"
    r"|laptop|xbox|playstation"
    r"|nintendo|pokemon|app|apps|shares|earnings|revenue|retailer|discount|recipe|celebrity|wedding|fashion|concert|band|song"
    r"|stock|investors?|customers?|shopping|singer|royal)\b",
    re.IGNORECASE,
)


_POLITICS = re.compile(
    r"\b(?:governments?|presidents?|presidential|ministers?|ministry|parliament|senators?|senate|congress(?:man|woman)?|lawmakers?"
    r"|elections?|voters?|candidates?|campaign|republicans?|democrats?|democratic|party|parties|opposition"
    r"|regime|policy|policies"
    r"|military|army|troops|rebels?|sanctions|diplomats?"
    r"|diplomatic|treaty|white house|kremlin|supreme court|court|justice"
    r"|police|protest(?:s|ers)?|refugees?|immigration|nominee"
    r"|administration|governor|mayor|political|politics|legislation|federal"
    r"|bill|foreign|border|terror(?:ism|ists?)?|nuclear|war|prosecutors?|ambassador|secretary of state"
    r"|attorney general)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What kind of text events are looked for in.

    Attributes:
        politics: mentions of political actors and words of politics, a hundred words.
        play: words of sports, entertainment and trade, a hundred words.
        political: ids of the actors whose doings are political.
        official: ids of those of them that are states, bodies of states, or act for one or under arms.
    """

    politics: float
    play: float
    political: frozenset[str]
    official: frozenset[str]

    @property
    def public(self) -> bool:
        """Whether the text is rather about politics than about anything else."""
        return self.politics >= 2.0 and self.politics >= 2 * self.play

    @property
    def other(self) -> bool:
        """Whether the text is about something else; a few words may not tell what they are about."""
        return not self.public and self.play > 0


def setting_of(text: str, actors: Collection[Actor]) -> Setting:
    """Measure a text by who is named in it and by its words."""
    hundreds = max(len(text.split()) / 100, 0.3)
    political = {actor.id for actor in actors if is_political(actor)}
    named = sum(len(actor.mentions) for actor in actors if actor.id in political and actor.sector not in PRIVATE)
    named += len(_POLITICS.findall(text))
    official = {actor.id for actor in actors if actor.kind == "country" or {actor.country, actor.sector} & _OFFICIAL}
    return Setting(named / hundreds, len(_PLAY.findall(text)) / hundreds, frozenset(political), frozenset(official))


def is_political(actor: Actor) -> bool:
    """Whether an actor is a state, a body of one, or someone known to act, or acting by office, in or against one."""
    if actor.kind == "country" or actor.country in _BODIES:
        return True
    return actor.sector in POLITICAL or (actor.kind == "person" and actor.name.lower() in leaders())
