"""Which actor a description may mean, by its noun, the words before it, and its country."""

from __future__ import annotations

from according.model import ActorKind
from according.reading.drafts import Draft
from according.reading.mentions import Mention
from according.reading.roles import roles

# People met only as a body: each mention means the same ones.
_COLLECTIVE = frozenset(
    {"opposition", "police", "army", "navy", "military", "parliament", "judiciary", "authorities", "government"}
)
_GROUPS = frozenset({"opposition", "troops", "forces", "authorities", "leadership", "press", "media"})
_COUNTING = frozenset({"two", "three", "four", "both"})


def looks_back(mention: Mention) -> bool:
    """Whether a description may take up somebody spoken of already, rather than bring in someone new."""
    lexicon = roles()
    if mention.determined == "definite" or mention.noun in _COLLECTIVE:
        return True
    hidden = mention.noun in lexicon.unnamed
    if mention.determined == "possessed":
        return not hidden
    return mention.determined == "bare" and not (mention.plural and hidden)


def kind_of(mention: Mention) -> ActorKind:
    """What kind of actor a description brings in."""
    lexicon = roles()
    if mention.noun in _GROUPS or (mention.noun == "people" and mention.countries):
        return "group"
    if lexicon.is_body(mention.noun) and not lexicon.is_role(mention.noun):
        return "organisation"
    if mention.noun in lexicon.unnamed or not lexicon.is_role(mention.noun):
        return "unnamed"
    if mention.plural:
        return "group"
    return "unnamed" if mention.determined == "indefinite" else "person"


def fits(draft: Draft, mention: Mention, country: str | None, country_words: frozenset[str]) -> bool:
    """Whether a description may mean an actor: no word of it says otherwise, and its noun is one of the actor's."""
    if (country and draft.country and country != draft.country) or draft.is_people:
        return False
    told = {word for word in mention.modifiers if not (mention.countries and word in country_words)} - _COUNTING
    own = draft.role_words | draft.name_words | draft.nouns
    if not _kept(told) <= own | _kept(own):
        return False
    if roles().is_role(mention.noun) and not (mention.plural and draft.kind == "organisation"):
        return _fits_people(draft, mention)
    return _fits_body(draft, mention)


def same_noun(draft: Draft, mention: Mention) -> bool:
    """Whether an actor has been called by the very noun of a description."""
    return mention.noun in draft.nouns | _kept(draft.heads)


def of_unknown_sort(draft: Draft, mention: Mention) -> bool:
    """Whether nothing is known of an organisation but its name: "the company" may be it."""
    said_little = mention.noun in roles().stands_for and not mention.modifiers
    return said_little and draft.kind == "organisation" and not (draft.sort or draft.key or draft.nouns)


def _fits_people(draft: Draft, mention: Mention) -> bool:
    people = draft.kind in {"person", "unnamed", "group"} and draft.plural == mention.plural
    return people and mention.noun in draft.nouns | draft.role_words and draft.may_be(mention.gender)


def _fits_body(draft: Draft, mention: Mention) -> bool:
    if draft.kind not in {"organisation", "group"} or (draft.plural and not mention.plural):
        return False
    if same_noun(draft, mention):
        return True
    stands_for = roles().stands_for
    surface = mention.name.split(" of ", maxsplit=1)[0].split()[-1].lower()
    sectors, words = stands_for.get(surface) or stands_for.get(mention.noun) or (frozenset(), frozenset())
    own = draft.nouns | _kept(draft.heads)
    if own & words:
        return True
    # A ministry is no agency, though both are of a government.
    called_else = draft.is_government or (draft.sort == "GOV" and bool(own & roles().bodies.keys()))
    return bool({draft.sort, draft.country} & sectors) and not called_else


def _kept(words: set[str]) -> set[str]:
    return {roles().singular(word) for word in words}
