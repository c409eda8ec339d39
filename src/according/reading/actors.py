"""Who is who in an article: every source, and everyone named, resolved to one actor each.

`find_actors` reads the parsed text that the other steps read as well; it parses nothing itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from according.language import ParsedText
from according.model import Actor, Article, Span, identify
from according.reading.context import give_countries
from according.reading.declared import DeclaredActor, read_actor_file
from according.reading.drafts import Draft, draft_names
from according.reading.gazetteer import gazetteer
from according.reading.mentions import Mention, Mentions, bare, find_mentions
from according.reading.references import References

__all__ = ["Cast", "DeclaredActor", "find_actors", "read_actor_file"]


@dataclass(frozen=True)
class Cast:
    """The actors of one article, and the way to each from its words."""

    actors: tuple[Actor, ...]
    _mentions: Mentions = field(repr=False, compare=False)
    _ids: Mapping[Mention, str] = field(repr=False, compare=False)

    def at(self, span: Span) -> str | None:
        """The id of the actor whom the words at `span` mean; None where that is open, or they mean nobody."""
        mention = self._mentions.at(span)
        return None if mention is None else self._ids.get(mention)

    def actor(self, span: Span) -> Actor | None:
        """The actor whom the words at `span` mean."""
        found = self.at(span)
        return next((actor for actor in self.actors if actor.id == found), None)


def find_actors(
    article: Article,
    parsed: ParsedText,
    named: Sequence[Span] = (),
    declared: Sequence[DeclaredActor] = (),
    quoted: Sequence[tuple[Span, Span | None]] = (),
) -> Cast:
    """Find who is named, described or pointed at in an article, and which of them are one.

    Args:
        article: whose actors they are; their ids hold its id.
        parsed: its text with grammar.
        named: words that other steps need resolved, such as the sources of statements.
        declared: actors known beforehand, matched by their names to the letter.
        quoted: contents with the words that name their source (None: not named), for "I" and "we" inside them.
    """
    mentions = find_mentions(parsed, gazetteer(tuple(declared)))
    for span in [*named, *(source for _, source in quoted if source is not None)]:
        mentions.describe(span)
    drafts, of = draft_names(mentions.all)
    References(mentions, drafts, of, quoted).resolve()
    give_countries(mentions, drafts)
    ids: dict[Draft, str] = {}
    actors = []
    met: Counter[tuple[str, str]] = Counter()
    for draft in sorted((draft for draft in drafts if draft.mentions), key=_first_place):
        actor = _actor(article, draft, met)
        ids[draft] = actor.id
        actors.append(actor)
    return Cast(tuple(actors), mentions, {mention: ids[draft] for mention, draft in of.items()})


def _first_place(draft: Draft) -> Span:
    return min(mention.span for mention in draft.mentions)


def _actor(article: Article, draft: Draft, met: Counter[tuple[str, str]]) -> Actor:
    name = bare(draft.full_name)
    # Two unnamed voices may be called alike; the second has its number in its id.
    again = met[name, draft.kind]
    met[name, draft.kind] += 1
    return Actor(
        id=identify("actor", article.id, name, draft.kind, *([str(again)] if again else [])),
        name=name,
        kind=draft.kind,
        country=draft.country,
        sector=draft.sort,
        role=draft.office,
        mentions=tuple(sorted({mention.span for mention in draft.mentions})),
    )
