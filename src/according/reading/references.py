"""Whom descriptions and pronouns mean: "the ministry", "the two leaders", "he", "I".

A reference is resolved where exactly one actor fits by what its words tell, by nearness and by who was the subject;
it is left open where two fit alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from according.model import Span
from according.reading.drafts import SPOKESPEOPLE, Draft
from according.reading.fitting import fits, kind_of, looks_back, of_unknown_sort, same_noun
from according.reading.gazetteer import government_key
from according.reading.mentions import Mention, Mentions, bare
from according.reading.roles import roles

# Sentences after which "he" finds whom it means only where there is but one.
REACH = 4
_FAR = 100
_FIRST_ALONE = frozenset({"i", "me", "my", "mine", "myself"})
_FIRST_TOGETHER = frozenset({"we", "us", "our", "ours", "ourselves"})
_FIRST = _FIRST_ALONE | _FIRST_TOGETHER
_THIRD_ALONE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_THIRD_TOGETHER = frozenset({"they", "them", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_KIN = frozenset(
    "husband wife brother sister son daughter father mother parent relative neighbour neighbor friend".split()
)
# Offices of states, but of companies and clubs as well.
_OF_ANY_BODY = frozenset({"president", "secretary", "commissioner", "governor"})
_COUNTRY_NOUNS = frozenset({"country", "nation", "state", "republic"})
_OF_STATES = frozenset({"alliance", "bloc", "pact"})


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
        # The shortest first: what is quoted inside a quotation has its own speaker.
        self.quoted = sorted(quoted, key=lambda pair: pair[0].end - pair[0].start)
        self.open: set[Mention] = set()
        self.seen: list[tuple[Mention, Draft]] = []

    def resolve(self) -> None:
        """Give every description and pronoun its actor, where one fits."""
        mentions = self.mentions.all
        for mention in mentions:
            if mention in self.of:
                self._note(mention, self.of[mention])
            elif mention.form != "name" and mention.noun not in _FIRST:
                self.meant(mention)
        for mention in mentions:
            if mention.noun in _FIRST and (speaker := self._first_person(mention)) is not None:
                self._give(mention, speaker)

    def meant(self, mention: Mention) -> Draft | None:
        """The actor whom a mention means; None where it stays open."""
        if mention in self.of or mention in self.open or mention.form == "name":
            return self.of.get(mention)
        # Marked open while it is looked for, so that two that lean on each other end.
        self.open.add(mention)
        found = self._pronoun(mention) if mention.form == "pronoun" else self._description(mention)
        if found is not None:
            self.open.discard(mention)
            self._give(mention, found)
        return found

    def _give(self, mention: Mention, draft: Draft) -> None:
        self.of[mention] = draft
        # A report is not its author's name; it only leads to him.
        if not roles().is_document(mention.noun):
            draft.take(mention)
            self._note(mention, draft)

    def _note(self, mention: Mention, draft: Draft) -> None:
        """Remember where an actor was spoken of, and take from whom it belongs to what it lacks."""
        if mention.form != "pronoun":
            owner = self._owner(mention, draft)
            if owner is not None and owner is not draft:
                _belong(mention, draft, owner)
        self.seen.append((mention, draft))

    def _owner(self, mention: Mention, draft: Draft) -> Draft | None:
        if mention.owner is not None:
            return self.meant(mention.owner)
        if draft.side is not None or mention.countries or not draft.nouns & SPOKESPEOPLE:
            return None
        if any(map(roles().is_body, mention.modifiers)):
            return None
        # "The ministry said … Spokeswoman Ada Brun said": of whom the text has just spoken.
        bodies = [
            whose
            for one, whose in self.seen
            if one.subject and _has_spokespeople(whose) and mention.sentence - one.sentence <= 1
        ]
        return bodies[-1] if bodies else None

    # Descriptions

    def _description(self, mention: Mention) -> Draft | None:
        if mention.parts:
            return self._several(mention)
        named = self.meant(mention.same_as) if mention.same_as is not None else None
        return named or self._described(mention)

    def _described(self, mention: Mention) -> Draft | None:
        if roles().is_document(mention.noun):
            return self.meant(mention.owner) if mention.owner is not None else None
        if mention.noun in _COUNTRY_NOUNS and mention.determined == "definite":
            return self._nearest(mention, lambda draft: draft.kind == "country")
        country = self._country(mention)
        if mention.noun in {"government", "administration"} and country:
            return self._government(mention, country)
        if looks_back(mention) and (candidates := self._candidates(mention, country)):
            return self._single(candidates, mention)
        return self._new(mention, country)

    def _several(self, mention: Mention) -> Draft:
        members = [member for part in mention.parts if (member := self.meant(part)) is not None]
        countries, sectors = {member.country for member in members}, {member.sort for member in members}
        draft = Draft("group", [mention.name], plural=True)
        draft.country = countries.pop() if len(countries) == 1 else None
        draft.sector = sectors.pop() if len(sectors) == 1 else None
        self.drafts.append(draft)
        return draft

    def _country(self, mention: Mention) -> str | None:
        if mention.countries:
            return mention.countries[0]
        if mention.owner is None or mention.noun == "counterpart":
            return None
        owner = self.meant(mention.owner)
        return owner.country if owner is not None else None

    def _government(self, mention: Mention, country: str) -> Draft:
        key = government_key(country)
        found = next((draft for draft in self.drafts if draft.key == key), None)
        if found is None:
            found = Draft("organisation", [bare(mention.name)], key=key, country=country, sector="GOV")
            self.drafts.append(found)
        return found

    def _candidates(self, mention: Mention, country: str | None) -> list[Draft]:
        """The actors that the words fit best: by the noun itself, else by what it may stand for, else named ahead."""
        before = [draft for draft in self.drafts if any(one.span < mention.span for one in draft.mentions)]
        fitting = [draft for draft in before if fits(draft, mention, country, self.mentions.country_words)]
        exact = [draft for draft in fitting if same_noun(draft, mention)]
        vague = [draft for draft in before if of_unknown_sort(draft, mention) and _distance(draft, mention) <= REACH]
        return exact or fitting or vague or self._named_ahead(mention, country)

    def _named_ahead(self, mention: Mention, country: str | None) -> list[Draft]:
        """The one body that the paragraph goes on to name: "The alliance has moved two ships, NATO said"."""
        if mention.determined != "definite" or roles().is_role(mention.noun):
            return []
        ahead = [
            draft
            for draft in self.drafts
            if draft.kind == "organisation"
            and any(_soon(mention, one) for one in draft.mentions)
            and fits(draft, mention, country, self.mentions.country_words)
        ]
        return ahead if len(ahead) == 1 else []

    def _single(self, candidates: Sequence[Draft], mention: Mention) -> Draft | None:
        """The one candidate, or the only one just spoken of; unnamed voices are not told apart so."""
        if len(candidates) == 1:
            return candidates[0]
        if any(draft.kind == "unnamed" for draft in candidates):
            return None
        near = [draft for draft in candidates if _distance(draft, mention) <= 1]
        return near[0] if len(near) == 1 else None

    def _new(self, mention: Mention, country: str | None) -> Draft:
        draft = Draft(kind_of(mention), [bare(mention.name)], country=country, plural=mention.plural)
        if mention.noun in _OF_STATES:
            draft.country = draft.country or "IGO"
        self.drafts.append(draft)
        return draft

    # Pronouns

    def _pronoun(self, mention: Mention) -> Draft | None:
        word = mention.noun
        if word in _THIRD_ALONE:
            return self._nearest(mention, lambda draft: draft.kind in {"person", "unnamed"} and not draft.plural)
        if word in _THIRD_TOGETHER:
            return self._nearest(mention, lambda draft: draft.plural) or self._nearest(mention, _is_body)
        if word in _NEUTER:
            return self._nearest(mention, lambda draft: draft.kind == "country" or _is_body(draft))
        return self._first_person(mention) if word in _FIRST else None

    def _nearest(self, mention: Mention, suits: Callable[[Draft], bool]) -> Draft | None:
        """The only suitable actor in the nearest and most prominent place before a reference."""
        barred = self._barred(mention)
        row: list[Draft] = []
        best = 2 * _FAR
        for one, draft in reversed(self.seen):
            rank = _rank(one, draft, mention)
            if one.span >= mention.span or rank > best or draft in barred:
                continue
            if suits(draft) and draft.may_be(mention.gender):
                row = row if rank == best else []
                best = rank
                row += [draft] if draft not in row else []
        known = [draft for draft in row if draft.gender and draft.gender == mention.gender]
        fitting = known if len(known) == 1 else row
        return fitting[0] if len(fitting) == 1 else None

    def _barred(self, mention: Mention) -> list[Draft]:
        """Who cannot be meant: the speaker inside his own words, the subject by its own object."""
        source = self._source(mention)
        barred = [self.of[source]] if source is not None and source in self.of and mention.quoted else []
        token = self.mentions.token(mention)
        if token.dep_ in {"dobj", "pobj", "dative"}:
            verb = token.head.head if token.dep_ == "pobj" else token.head
            reader = self.mentions.readers[mention.doc]
            subjects = (reader.mention_of(child) for child in verb.children if child.dep_ == "nsubj")
            barred += [self.of[one] for one in subjects if one is not None and one in self.of]
        return barred

    def _source(self, mention: Mention) -> Mention | None:
        """The source of the innermost content in which a mention stands."""
        for content, source in self.quoted:
            if content.holds(mention.span):
                return self.mentions.at(source) if source is not None else None
        return None

    def _first_person(self, mention: Mention) -> Draft | None:
        """The speaker of the content for "I"; for "we" a speaker who is several, or the body for whom one speaks."""
        source = self._source(mention)
        speaker = self.meant(source) if source is not None and source is not mention else None
        if speaker is None or mention.noun in _FIRST_ALONE or speaker.plural:
            return speaker
        return speaker if speaker.kind in {"organisation", "group", "country"} else speaker.side


def _belong(mention: Mention, draft: Draft, owner: Draft) -> None:
    """Give an actor what follows from whom it belongs to: a spokesman of an army is its country's, and military."""
    own = mention.noun if mention.form == "description" else ""
    if own in _KIN:
        return
    if own == "counterpart":
        draft.role = draft.role if draft.role not in {None, "counterpart"} else owner.role
        draft.sector = draft.sector or owner.sort
        return
    if draft.side is None and draft.kind != "organisation" and owner.kind in {"organisation", "group"}:
        draft.side = owner
    draft.country = draft.country or owner.country
    in_any_office = draft.kind == "person" and bool(draft.nouns & _OF_ANY_BODY)
    if in_any_office and owner.kind == "organisation" and not owner.is_government:
        draft.sector = owner.sort
    voice = roles().people.get(own, "") is None or bool(draft.nouns & SPOKESPEOPLE)
    if draft.sector is None or (voice and draft.sector == "GOV" and owner.kind == "organisation"):
        draft.sector = owner.sort or draft.sector


def _has_spokespeople(draft: Draft) -> bool:
    """Whether a spokesman of whom nothing else is said may be this body's: seldom that of the paper that reports."""
    return draft.kind == "organisation" and draft.sort != "JRN"


def _is_body(draft: Draft) -> bool:
    return draft.kind in {"organisation", "group"} and not draft.plural


def _soon(mention: Mention, name: Mention) -> bool:
    return name.form == "name" and name.doc == mention.doc and 0 <= name.sentence - mention.sentence <= 1


def _distance(draft: Draft, mention: Mention) -> int:
    """Sentences since an actor was last spoken of."""
    return min((mention.sentence - one.sentence for one in draft.mentions if one.span < mention.span), default=_FAR)


def _rank(one: Mention, draft: Draft, reference: Mention) -> int:
    """How far down the list a place stands: subjects before others, nearer before farther, quoted and far last."""
    away = reference.sentence - one.sentence
    if away > REACH:
        return _FAR
    # Voices without a name are asked about others: "an aide said he was resting".
    hidden = 4 if draft.kind == "unnamed" and away == 0 else 0
    return 2 * away + (0 if one.subject else 3) + hidden + (_FAR // 2 if one.quoted and not reference.quoted else 0)
