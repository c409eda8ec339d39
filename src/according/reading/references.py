"""Whom descriptions and pronouns mean: "the ministry", "the two leaders", "he", "I".

A reference is resolved where exactly one actor fits by what its words tell, by nearness and by who was the subject;
it is left open where two fit alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from according.model import ActorKind, Span
from according.reading.drafts import Draft
from according.reading.gazetteer import government_key
from according.reading.mentions import Mention, Mentions, bare
from according.reading.roles import roles

# Sentences after which "he" finds whom it means only where there is but one.
REACH = 4
_FAR = 100
_FIRST_ALONE = frozenset({"i", "me", "my", "mine", "myself"})
_FIRST_TOGETHER = frozenset({"we", "us", "our", "ours", "ourselves"})
_THIRD_ALONE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_THIRD_TOGETHER = frozenset({"they", "them", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
# People met only as a body: each mention means the same ones.
_COLLECTIVE = frozenset({"opposition", "police", "army", "navy", "military", "parliament", "judiciary", "authorities", "government"})
_OF_STATES = frozenset({"alliance", "bloc", "pact"})
_GROUPS = frozenset({"opposition", "troops", "forces", "authorities", "leadership", "press", "media"})
_KIN = frozenset({"husband", "wife", "brother", "sister", "son", "daughter", "father", "mother", "parent", "relative", "neighbour", "neighbor", "friend"})
# Offices of states, but of companies and clubs as well.
_OF_ANY_BODY = frozenset({"president", "secretary", "commissioner", "governor"})
_VOICES = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokespeople"})


class References:
    """Resolves one article's references in the order of the text."""

    def __init__(
        self,
        mentions: Mentions,
        drafts: list[Draft],
        of: dict[Mention, Draft],
        quoted: Sequence[tuple[Span, Span | None]],
    ) -> None:
        self.mentions = mentions
        self.drafts = drafts
        self.of = of
        self.quoted = sorted(quoted, key=lambda pair: pair[0].end - pair[0].start)
        self.open: set[Mention] = set()
        self.seen: list[tuple[Mention, Draft]] = []

    def resolve(self) -> None:
        """Give every description and pronoun its actor, where one fits."""
        for mention in sorted(self.mentions.all, key=lambda one: (one.span, one.form)):
            if mention.form == "name":
                self._note(mention)
            elif mention.noun not in _FIRST_ALONE | _FIRST_TOGETHER:
                self.meant(mention)
        for mention in self.mentions.all:
            if mention.noun in _FIRST_ALONE | _FIRST_TOGETHER:
                self._give(mention, self._first_person(mention))

    def meant(self, mention: Mention) -> Draft | None:
        """The actor whom a mention means; None where it stays open."""
        if mention in self.of or mention in self.open:
            return self.of.get(mention)
        # Marked open while it is looked for, so that two that lean on each other end.
        self.open.add(mention)
        find: Callable[[Mention], Draft | None] = self._pronoun if mention.form == "pronoun" else self._description
        found = find(mention)
        self._give(mention, found)
        return found

    def _give(self, mention: Mention, draft: Draft | None) -> None:
        if draft is None:
            return
        self.open.discard(mention)
        self.of[mention] = draft
        draft.take(mention)
        self._settle(mention, draft)
        self.seen.append((mention, draft))

    def _note(self, mention: Mention) -> None:
        draft = self.of.get(mention)
        if draft is None:
            return
        self._settle(mention, draft)
        self.seen.append((mention, draft))

    def _settle(self, mention: Mention, draft: Draft) -> None:
        """Take from whom a mention belongs to: country, sector and side of an official, a spokesman, a ministry."""
        if mention.owner is not None and mention.form != "pronoun" and (owner := self.meant(mention.owner)) is not None:
            self._belong(mention, draft, owner)
        if draft.side is None and mention.role and draft.nouns & _VOICES and mention.owner is None:
            before = [one for one, whose in self.seen if one.subject and whose.kind == "organisation" and mention.sentence - one.sentence <= 1]
            if before and not mention.countries:
                self._belong(mention, draft, self.of[before[-1]])

    def _belong(self, mention: Mention, draft: Draft, owner: Draft) -> None:
        if owner is draft:
            return
        own = mention.noun if mention.form == "description" else ""
        if own in _KIN:
            return
        if own == "counterpart":
            draft.role = draft.role if draft.role not in {None, "counterpart"} else owner.role
            draft.sector = draft.sector or owner.sort
            return
        if draft.kind == "person" and draft.nouns & _OF_ANY_BODY and owner.kind == "organisation" and owner.key != government_key(owner.country):
            draft.sector = owner.sort
        voice = roles().people.get(own, "") is None or bool(draft.nouns & _VOICES)
        if owner.kind in {"organisation", "group"} and draft.side is None and draft.kind != "organisation":
            draft.side = owner
        if owner.kind != "place" or draft.country is None:
            draft.country = draft.country or owner.country
        if (voice or draft.sector is None) and owner.sort and (draft.sector in {None, "GOV"}):
            draft.sector = owner.sort if draft.sector is None or owner.kind == "organisation" else draft.sector

    # Descriptions

    def _description(self, mention: Mention) -> Draft | None:
        if mention.parts:
            return self._several(mention)
        if mention.same_as is not None and (draft := self.meant(mention.same_as) or self.of.get(mention.same_as)):
            return draft
        if roles().is_document(mention.noun):
            return self.meant(mention.owner) if mention.owner is not None else None
        country = self._country(mention)
        if mention.noun in {"government", "administration"} and country:
            return self._government(mention, country)
        if mention.noun in {"country", "nation", "state", "republic"} and mention.determined == "definite":
            return self._nearest(mention, lambda draft: draft.kind == "country")
        if self._looks_back(mention):
            candidates = self._candidates(mention, country)
            if candidates:
                return self._single(candidates, mention)
            if mention.determined == "definite" and (ahead := self._named_ahead(mention, country)):
                return ahead
        return self._new(mention, country)

    def _several(self, mention: Mention) -> Draft:
        members = [self.meant(part) for part in mention.parts]
        draft = Draft("group", [mention.name], plural=True)
        for field in ("country", "sector"):
            values = {getattr(member, field) for member in members if member is not None}
            setattr(draft, field, values.pop() if len(values) == 1 else None)
        self.drafts.append(draft)
        return draft

    def _country(self, mention: Mention) -> str | None:
        if mention.countries:
            return mention.countries[0]
        if mention.owner is not None and mention.noun != "counterpart" and (owner := self.meant(mention.owner)):
            return owner.country
        return None

    def _government(self, mention: Mention, country: str) -> Draft:
        key = government_key(country)
        found = next((draft for draft in self.drafts if draft.key == key), None)
        if found is None:
            found = Draft("organisation", [bare(mention.name)], key=key, country=country, sector="GOV")
            self.drafts.append(found)
        return found

    def _looks_back(self, mention: Mention) -> bool:
        if mention.determined == "definite" or mention.noun in _COLLECTIVE:
            return True
        if mention.determined == "possessed":
            return not roles().is_role(mention.noun) or mention.noun not in roles().unnamed
        return mention.determined == "bare" and (not mention.plural or mention.noun not in roles().unnamed) and mention.form == "description"

    def _candidates(self, mention: Mention, country: str | None) -> list[Draft]:
        """The actors that the words fit best: by the noun itself, else by what it may stand for."""
        fitting = [draft for draft in self._known_so_far(mention) if self._fits(draft, mention, country)]
        exact = [draft for draft in fitting if mention.noun in draft.nouns | {roles().singular(word) for word in draft.last_words}]
        return exact or fitting or self._of_unknown_sort(mention)

    def _named_ahead(self, mention: Mention, country: str | None) -> Draft | None:
        """The one body that the paragraph goes on to name: "The alliance has moved two ships, NATO said"."""
        ahead = [
            draft for draft in self.drafts
            if draft.kind == "organisation" and draft.names and self._fits(draft, mention, country)
            and any(one.form == "name" and one.doc == mention.doc and 0 <= one.sentence - mention.sentence <= 1 for one in draft.mentions)
        ]  # fmt: skip
        return ahead[0] if len(ahead) == 1 else None

    def _of_unknown_sort(self, mention: Mention) -> list[Draft]:
        """Organisations of which nothing is known but the name: "the company" may be the only one."""
        if mention.noun not in roles().stands_for or mention.modifiers:
            return []
        return [
            draft for draft in self._known_so_far(mention)
            if draft.kind == "organisation" and draft.sort is None and draft.country != "IGO" and not draft.nouns
            and self._distance(draft, mention) <= REACH and draft.names and not draft.key
        ]  # fmt: skip

    def _known_so_far(self, mention: Mention) -> list[Draft]:
        names = [draft for draft in self.drafts if any(one.span < mention.span for one in draft.mentions)]
        # A body or a person in office may be named in full only later.
        return names

    def _fits(self, draft: Draft, mention: Mention, country: str | None) -> bool:
        if country and draft.country and country != draft.country:
            return False
        if draft.key and draft.key.startswith("people"):
            return False
        words = {word for word in mention.modifiers if not self._says_country(word, mention)} - {"two", "three", "both"}
        own = draft.role_words | draft.name_words | draft.nouns
        if not {roles().singular(word) for word in words} <= own | {roles().singular(word) for word in own}:
            return False
        if roles().is_role(mention.noun) and not (mention.plural and draft.kind == "organisation"):
            return (
                mention.noun in draft.nouns | draft.role_words
                and draft.plural == mention.plural
                and draft.kind in {"person", "unnamed", "group"}
                and not (draft.gender and mention.gender and draft.gender != mention.gender)
            )
        if draft.kind in {"person", "place", "unnamed", "country"} or (draft.plural and not mention.plural):
            return False
        return self._stands_for(draft, mention)

    def _says_country(self, word: str, mention: Mention) -> bool:
        return bool(mention.countries) and word[:1].isalpha() and not roles().sector(word) and self._known_country(word)

    def _known_country(self, word: str) -> bool:
        return word in self.mentions.country_words

    def _stands_for(self, draft: Draft, mention: Mention) -> bool:
        noun = mention.noun
        last = {roles().singular(word) for word in draft.last_words} | draft.nouns
        if noun in last:
            return True
        sectors, words = roles().stands_for.get(mention.name.split()[-1].lower(), roles().stands_for.get(noun, (frozenset(), frozenset())))
        if last & words:
            return True
        if draft.key and draft.key.startswith("government"):
            return False
        # A ministry is no agency, though both are of a government.
        called_else = draft.sort == "GOV" and bool(last & roles().bodies.keys())
        return bool({draft.sort, draft.country} & sectors) and not called_else

    def _single(self, candidates: Iterable[Draft], mention: Mention) -> Draft | None:
        """The one candidate, or the only one that the text has just spoken of."""
        candidates = list(candidates)
        if len(candidates) == 1:
            return candidates[0]
        if any(draft.kind == "unnamed" for draft in candidates):
            return None
        near = [draft for draft in candidates if self._distance(draft, mention) <= 1]
        return near[0] if len(near) == 1 else None

    def _distance(self, draft: Draft, mention: Mention) -> int:
        return min((mention.sentence - one.sentence for one in draft.mentions if one.span < mention.span), default=REACH + 1)

    def _new(self, mention: Mention, country: str | None) -> Draft | None:
        draft = Draft(
            self._kind(mention), [bare(mention.name)], country=country, sector=mention.sector, role=mention.role,
            plural=mention.plural, gender=mention.gender,
        )  # fmt: skip
        if mention.noun in _OF_STATES:
            draft.country = draft.country or "IGO"
        self.drafts.append(draft)
        return draft

    def _kind(self, mention: Mention) -> ActorKind:
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

    # Pronouns

    def _pronoun(self, mention: Mention) -> Draft | None:
        word = mention.noun
        if word in _THIRD_ALONE:
            return self._nearest(mention, lambda draft: draft.kind in {"person", "unnamed"} and not draft.plural)
        if word in _THIRD_TOGETHER:
            return self._nearest(mention, lambda draft: draft.plural) or self._nearest(mention, _body)
        if word in _NEUTER:
            return self._nearest(mention, lambda draft: (_body(draft) and not draft.plural) or draft.kind == "country")
        if word in _FIRST_ALONE | _FIRST_TOGETHER:
            return self._first_person(mention)
        return None

    def _nearest(self, mention: Mention, fits: Callable[[Draft], bool]) -> Draft | None:
        """The only fitting actor in the nearest and most prominent place before a pronoun."""
        barred = self._barred(mention)
        tiers: dict[int, list[Draft]] = {}
        for one, draft in reversed(self.seen):
            agrees = not (mention.gender and draft.gender and draft.gender != mention.gender)
            if one.span < mention.span and fits(draft) and agrees and draft not in barred:
                row = tiers.setdefault(_rank(one, draft, mention), [])
                if draft not in row:
                    row.append(draft)
        if not tiers:
            return None
        row = tiers[min(tiers)]
        known = [draft for draft in row if draft.gender and draft.gender == mention.gender]
        fitting = known if len(known) == 1 else row
        return fitting[0] if len(fitting) == 1 else None

    def _barred(self, mention: Mention) -> list[Draft]:
        """Who cannot be meant: the speaker inside his own words, the subject by its own object."""
        barred = []
        source = self._source(mention)
        if source is not None and mention.quoted and source in self.of:
            barred.append(self.of[source])
        token = self.mentions.readers[mention.doc].tokens[mention.head]
        if token.dep_ in {"dobj", "pobj", "dative"}:
            verb = token.head if token.dep_ != "pobj" else token.head.head
            for child in verb.children:
                one = self.mentions.readers[mention.doc].by_head.get(child.i)
                if child.dep_ == "nsubj" and one in self.of:
                    barred.append(self.of[one])
        return barred

    def _source(self, mention: Mention) -> Mention | None:
        """The source of the innermost content in which a mention stands."""
        for content, source in self.quoted:
            if content.holds(mention.span):
                return self.mentions.at(source) if source is not None else None
        return None

    def _first_person(self, mention: Mention) -> Draft | None:
        source = self._source(mention)
        speaker = self.meant(source) if source is not None and source is not mention else None
        if speaker is None or mention.noun in _FIRST_ALONE or speaker.plural or speaker.kind in {"organisation", "group", "country"}:
            return speaker
        return speaker.side


def _body(draft: Draft) -> bool:
    return draft.kind in {"organisation", "group"}


def _rank(one: Mention, draft: Draft, pronoun: Mention) -> int:
    """How far down the list a place stands: subjects before others, nearer before farther, quoted and far ones last."""
    away = pronoun.sentence - one.sentence
    if away > REACH:
        return _FAR
    # Voices without a name are asked about others: "an aide said he was resting".
    hidden = 4 if draft.kind == "unnamed" and away == 0 else 0
    return 2 * away + (0 if one.subject else 3) + hidden + (_FAR // 2 if one.quoted and not pronoun.quoted else 0)
