"""Earlier coverage: words by which a text refers to what was said or written before, tied to it where on record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from according.comparison.bonds import Bond
from according.comparison.days import days_between, shifted
from according.comparison.deadlines import named_days
from according.comparison.groups import Group
from according.comparison.keys import NAMED
from according.comparison.kinds import Kind
from according.comparison.pledges import cue_of
from according.comparison.reports import Report, passage_id
from according.comparison.speakers import publishes, same_speaker, speaks_for
from according.comparison.wording import content_words, likeness
from according.findings import EarlierMention
from according.model import Span, Statement

# Words of one's own that are called back, and cues of the pluperfect; asking and showing are no coverage.
_SAID_AGAIN = re.compile(r"\b(?:recall|reiterat|repeat|restat|reaffirm|renew)\w*", re.IGNORECASE)
_HAD = re.compile(r"^had (?!(?:no|an?|the|asked|shown|been|made|wept|begun|gone)\b)", re.IGNORECASE)
_OWN_WORDS = re.compile(
    r"\b(?:the|my|our|his|her) (?:offer|promise|pledge|threat|warning|statement|proposal) (?:that )?(?:I|we|he|she) "
    r"(?:had )?made(?: on [\w ]{3,14}| in [\w ]{3,14}| last \w+)?|\b[Ww]e (?:have |"
    r"had )?said(?= that)|\b[Aa]s (?:I|we) (?:have |had )?said\b"
    r"|\bas (?:he|she|they|it) had (?:\w+ly )?(?:said|offered|promised|pledged|warned|announced|threatened|demanded)\b"
    r"(?: earlier| before| last \w+| on [A-Z][\w ]{2,13})?"
    r"|\b(?:a|the) (?:offer|promise|pledge|threat|warning|claim|demand) (?:that )?(?:he|she|they|it) (?:had )?"
    r"(?:first )?(?:made|gave|given|issued)\b(?: to (?:\w+ ){1,4}?)?(?: ?on [A-Z]\w+(?: \d{1,2})?| ?last \w+)?",
)
# "Ostrany recalled its envoy": one's own are called home.
_CALLED_HOME = re.compile(r"^\W*(?:its|their)\b", re.IGNORECASE)
_WRITER = re.compile(
    r"\b(?:[Aa]s )?(?:I|we) (?:have |had )?(?:earlier |previously |already |"
    r"once )?(?:wrote|written|reported|noted|argued)"
    r"(?: here)?(?: earlier| before| last \w+| in [A-Z]\w+(?: \d{4})?| on [\w ]{3,14})?"
    r"|\b(?:[Aa]s )?(?:[Tt]his|[Oo]ur) (?:news)?(?:paper|site|blog|page|column|magazine) (?:has |had )?"
    r"(?:first |earlier |previously |already )?(?:reported|wrote|written|revealed)"
    r"(?: (?:of )?(?:the|his|her|its|an?) \w+(?= on [A-Z]))?(?: on [\w ]{3,14}| last \w+)?"
    r"|\b[Ii]n our (?:\w+ )?(?:report|story|article|brief|issue) of [A-Z]\w+ \d{1,2}"
    r"|\b(?:[Aa]n |[Oo]ur )earlier (?:report|story|article)(?: in this (?:news)?(?:paper|site|magazine))?",
)
_REFERRING = re.compile(r"^As\b|earlier|previous|already|here\b|last|\bon\b|\bin\b|this|our|before", re.IGNORECASE)
# So many days lie between what is news and what is recalled.
_RECALLED_AFTER = 2
_BESIDE_CUE = 45
# How alike what was said must be: with the day on which it was said named, and without.
_LIKE_THAT_DAY = 0.3
_LIKE = 0.45
# "The offer that I made" is a pledge, told by what else is said in the same breath.
_A_PLEDGE = 0.2
_A_WORD = 0.1
# "He repeated his ultimatum" has the words of it in what follows.
_SAYING = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:ultimatum|threat|claim|accusation|offer|promise|pledge|warning|"
    r"demand|position|call|statement)s?\W*$",
    re.IGNORECASE,
)
_FOLLOWS = 300
# Of those that are nearly as like the first to be published is meant.
_AS_GOOD = 0.1
_NEAR_DAYS = 1


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to something earlier.

    Attributes:
        span: where they stand.
        statement: what is said to have been said, where the reader found that.
        by: who said or wrote it; None for the writer.
        first, last: between which days it was ("": open).
        why: how the words refer.
    """

    span: Span
    statement: str | None
    by: str | None
    first: str
    last: str
    why: Literal["marked", "dated", "recalled", "own words", "writer"]


def mentions(report: Report) -> dict[str, Mention]:
    """The words of a report that refer to something earlier, by the id of the statement or passage."""
    return report.once(_mentions)


def _mentions(report: Report) -> dict[str, Mention]:
    return dict(_referring(report))


def _referring(report: Report) -> Iterator[tuple[str, Mention]]:
    for statement in report.reading.statements:
        if why := _reference(report, statement):
            first, last = _days_of(statement)
            span = _shown(report, statement)
            yield statement.id, Mention(span, statement.id, report.source_name(statement), first, last, why)
    for match in _OWN_WORDS.finditer(report.text):
        yield from _own_words(report, Span(*match.span()))
    for match in _WRITER.finditer(report.text):
        span = Span(*match.span())
        if _REFERRING.search(match[0]) and not _inside(report, span):
            first, last = _named(match[0], report.day)
            yield passage_id(report.id, span), Mention(span, None, None, first, last, "writer")


def _reference(report: Report, statement: Statement) -> Literal["marked", "dated", "recalled"] | None:
    """How a statement refers to something earlier, if it does."""
    cue = cue_of(report, statement)
    if "recall" in cue.casefold() and _CALLED_HOME.search(report.words(statement)):
        return None
    if _SAID_AGAIN.search(cue) or (statement.earlier and _SAID_AGAIN.search(statement.earlier.span.of(report.text))):
        return "recalled"
    if statement.act == "request" or not cue or not content_words(report.words(statement)):
        return None
    if statement.earlier or _HAD.match(cue):
        return "marked"
    last = _days_of(statement)[1]
    return "dated" if last and report.day and days_between(last, report.day) >= _RECALLED_AFTER else None


def _days_of(statement: Statement) -> tuple[str, str]:
    said = statement.said_on
    if said is None or said.basis != "text" or not said.start or not said.end:
        return "", ""
    return said.start[:10], said.end[:10]


def _shown(report: Report, statement: Statement) -> Span:
    """The cue with the words beside it that say when."""
    spans = list(statement.cue.spans)
    near = [statement.earlier.span] if statement.earlier else []
    if statement.said_on and statement.said_on.span:
        near.append(statement.said_on.span)
    for span in near:
        gap = min(abs(cue.start - span.end) if span.end <= cue.start else abs(span.start - cue.end) for cue in spans)
        if gap <= _BESIDE_CUE and not any(part.meets(span) for part in statement.content.spans):
            spans.append(span)
    hull = Span(min(spans).start, max(span.end for span in spans))
    return hull if not any(part.meets(hull) for part in statement.content.spans) else statement.cue.spans[0]


def _inside(report: Report, span: Span) -> Statement | None:
    """The statement in whose content words stand."""
    return next(
        (one for one in report.reading.statements if any(part.holds(span) for part in one.content.spans)), None
    )  # fmt: skip


def _own_words(report: Report, span: Span) -> Iterator[tuple[str, Mention]]:
    if holding := _inside(report, span):
        first, last = _named(span.of(report.text), report.day)
        by = report.source_name(holding)
        yield passage_id(report.id, span), Mention(span, holding.id, by, first, last, "own words")


def _named(words: str, day: str) -> tuple[str, str]:
    """The day that words name, as one before the report."""
    before = [one.day.isoformat() for one in named_days(words, day) if one.day.isoformat() <= day]
    return (before[0], before[0]) if before else ("", "")


def _bonds(earlier: Report, later: Report) -> Iterator[Bond]:
    if earlier is later or not earlier.day or earlier.day > later.day:
        return
    for number, mention in mentions(later).items():
        if mention.why == "writer":
            yield from _linked(earlier, later, number, mention)
            yield from _published_then(earlier, later, number, mention)
        else:
            yield from _said_before(earlier, later, number, mention)


def _linked(earlier: Report, later: Report, number: str, mention: Mention) -> Iterator[Bond]:
    """What the writer's own words link to."""
    sentence = later.sentence(mention.span)
    address = earlier.reading.article.url
    for link in later.reading.article.links:
        if address and sentence.meets(link.span) and _one_address(link.url, address):
            yield Bond(
                "earlier",
                later.thing(number),
                earlier.thing(earlier.id),
                1.0,
                "The words link to it.",
                {"span": list(_head(earlier))},
            )


def _published_then(earlier: Report, later: Report, number: str, mention: Mention) -> Iterator[Bond]:
    """What the same publisher brought on the day that its writer names."""
    publisher = later.reading.article.publisher
    if mention.first and mention.first == earlier.day and publisher and publishes(publisher, earlier):
        alike = float(later.vector(later.id) @ earlier.vector(earlier.id))
        why, data = f"{publisher} published it on the day that is named.", {"span": list(_head(earlier))}
        yield Bond("earlier", later.thing(number), earlier.thing(earlier.id), round(max(alike, 0.0), 3), why, data)


def _head(report: Report) -> Span:
    return report.reading.article.paragraphs[0]


def _one_address(one: str, other: str) -> bool:
    first, second = urlsplit(one), urlsplit(other)
    return (first.hostname, first.path.rstrip("/")) == (second.hostname, second.path.rstrip("/"))


def _said_before(earlier: Report, later: Report, number: str, mention: Mention) -> Iterator[Bond]:
    here = _telling(later, later.statements[mention.statement or ""])
    for other in earlier.reading.statements:
        if other.id in mentions(earlier) or not _may_be(earlier, other, later, here, mention):
            continue
        dated = bool(mention.first)
        alike = float(later.vector(here.id) @ earlier.vector(other.id))
        shared = likeness(later.words(here), earlier.words(other))
        score = max(alike, shared.content if shared.shared > 2 or (dated and shared.shared) else 0.0)
        if mention.why == "own words":
            score += (_A_PLEDGE if other.id in earlier.pledges else 0.0) + _A_WORD * min(shared.shared, 3)
        if score >= (_LIKE_THAT_DAY if dated else _LIKE):
            why = "The speaker, the day and the words agree." if dated else "The speaker and the words agree."
            data = {"span": list(earlier.place_of(other))}
            yield Bond("earlier", later.thing(number), earlier.thing(other.id), round(min(score, 1.0), 3), why, data)


def _telling(report: Report, statement: Statement) -> Statement:
    """The statement that has the words: the mention's own, or the speaker's next where that only names them."""
    if not _SAYING.search(report.words(statement)):
        return statement
    end = report.place_of(statement).end
    for other in report.reading.statements:
        gap = report.place_of(other).start - end
        if 0 < gap <= _FOLLOWS and report.speaker(other) and report.speaker(other) == report.speaker(statement):
            return other
    return statement


def _may_be(earlier: Report, other: Statement, later: Report, here: Statement, mention: Mention) -> bool:
    """Whether a statement is by the one whom the mention names, and of a day that it allows."""
    if mention.first and not _on_day(earlier, other, mention):
        return False
    if same_speaker(earlier, other, later, here) or speaks_for(earlier, other, later, here):
        return True
    speaker = later.speaker(here)
    return speaker is not None and speaker.sector == "JRN" and publishes(speaker.name, earlier)


def _on_day(earlier: Report, other: Statement, mention: Mention) -> bool:
    first, last = _days_of(other)
    first, last = first or shifted(earlier.day, -_NEAR_DAYS), last or earlier.day
    return first <= mention.last and mention.first <= last


def _build(group: Group) -> EarlierMention | None:
    member = group.members[0]
    report = group.report(member)
    mention = mentions(report).get(member.id)
    if mention is None:
        return None
    bonds = [bond for bond in group.bearing("earlier") if bond.left == member]
    most = max((bond.weight for bond in bonds), default=0.0)
    near = [bond for bond in bonds if bond.weight >= most - _AS_GOOD]
    best = min(near, key=lambda one: (group.report(one.right).order, -one.weight, one.right.id), default=None)
    refers_to = None
    if best:
        other = group.report(best.right)
        statement = best.right.id if best.right.id in other.statements else None
        refers_to = other.passage(Span(*best.data["span"]), statement=statement)
    return EarlierMention(
        id=group.id,
        kind="earlier",
        by=mention.by,
        passage=report.passage(mention.span, statement=mention.statement),
        refers_to=refers_to,
        why=best.why if best else "Nothing on record is what these words refer to.",
        first_day=report.day,
        last_day=report.day,
    )


EARLIER = Kind(
    name="earlier",
    families=(NAMED,),
    bonds=_bonds,
    build=_build,
    members=mentions,
    draws_on={"earlier": "left"},
)
