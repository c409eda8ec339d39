"""Stories: reports that tell of the same thing, across outlets and days, each with why it belongs there.

Two reports that are much alike belong together, and two that are somewhat alike and move in one circle: what the one is
like, the other is like too. So an affair that goes on in other words each day stays one story, and two affairs among
the same people stay two, since few reports stand between them. A report that moves in no circle belongs to the reports
that it is somewhat like, if there are three that themselves belong together: a background piece or a sequel uses other
words than the news, but it does not speak of three reports' matter by chance. One report alone is no story.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from according.comparison.bonds import Bond, Thing
from according.comparison.copies import Copy, bands, copy_of
from according.comparison.groups import Group, Web
from according.comparison.judged import STORY
from according.comparison.keys import NAMED, Family, actor_key
from according.comparison.kinds import Kind
from according.comparison.likeness import Likeness, likeness
from according.comparison.reports import Report
from according.findings import Member, Story
from according.model import Judgement

# Days between two reports of one story; a story may go on for longer, from report to report.
REACH = 30
# Chosen on four dossiers and on pages of one week of 2019 with the weights in likeness.py (evaluation/stories.py).
STRONG, ON_AVERAGE, WEAK = 0.83, 0.56, 0.5
# Two circles are one where their cosine is so high and so many further reports are in both (the structural similarity
# of Xu, Yuruk, Feng and Schweiger, "SCAN", KDD 2007, weighted). A circle has no more than the reports most alike, so
# that a crisis of hundreds of reports costs no more than one of dozens.
ONE_CIRCLE, COMPANY, CIRCLE = 0.875, 3, 32
# So many reports must speak for one that moves in no circle.
WITNESSES = 3
_NAMES, _WORDS, _ACTORS = 4, 4, 8

COPIED = Family("copied", REACH, lambda report: bands(report.text), lambda report: bands(report.text))


def _placed(report: Report) -> set[str]:
    """The articles that a person put this one with or kept it apart from, and itself."""
    return {report.id}.union(*(_others(judgement) for judgement in report.judged.of(STORY)))


JUDGED = Family("placed", None, _placed, _placed)


def bonds(earlier: Report, later: Report) -> Iterator[Bond]:
    """The bond of two reports that may tell of the same thing, or that a person put together or kept apart."""
    if earlier.id == later.id:
        return
    if word := _word(earlier, later):
        together = word.verdict == "confirmed"
        why = f"{word.author} put {'them together' if together else 'them apart'} on {word.at[:10]}."
        said = {"judged": word.verdict}
        yield Bond("story", earlier.thing(earlier.id), later.thing(later.id), float(together), why, said)
        return
    if not _near(earlier, later):
        return
    copy = copy_of(earlier.text, later.text)
    repeated = copy is not None and copy.extent != "embedded"
    # What is not in English was not read: nothing but its being a copy can be told of it.
    if not repeated and (earlier.reading.unread or later.reading.unread):
        return
    like = likeness(earlier, later)
    weight = 1.0 if repeated else min(1.0, like.total)
    if weight >= WEAK:
        why = f"{_told(copy)}{_shared(like)}{_apart(earlier, later)}"
        yield Bond("story", earlier.thing(earlier.id), later.thing(later.id), weight, why, _evidence(copy))


def _word(earlier: Report, later: Report) -> Judgement | None:
    """The last word of a person on whether two reports are of one story."""
    given = [
        judgement
        for one, other in ((earlier, later), (later, earlier))
        for judgement in one.judged.of(STORY)
        if judgement.article == one.id and other.id in _others(judgement)
    ]
    return max(given, key=lambda one: (one.at, one.id), default=None)


def _others(judgement: Judgement) -> set[str]:
    word: Any = judgement.person
    return set(word["articles"])


def joined(thing: Thing, web: Web) -> set[Thing]:
    """The reports that a report belongs together with: those much like it, or the one that takes it in, and those it
    takes in.
    """
    around = {bond.other(thing) for bond in web.at(thing)}
    web.look_at(around)
    taken_in = {other for other in around if web.once(_taken_in_by, other) == thing}
    by = web.once(_taken_in_by, thing)
    return {*_strongly(thing, web), *taken_in, *([by] if by else ())}


def _taken_in_by(thing: Thing, web: Web) -> Thing | None:
    """The report through which one that moves in no circle comes to a story: it is like it, and so are others that are
    of that one's circle.
    """
    if _alike(thing, web):
        return None
    apart = _apart_from(thing, web)
    weights = {other: bond.weight for bond in web.at(thing) if (other := bond.other(thing)) not in apart}
    if len(weights) < WITNESSES:
        return None
    web.look_at(weights.keys())
    heard = {other: _testimony(other, weights, web) for other in weights if not apart & _alike(other, web)}
    best = max(sorted(heard), key=lambda other: heard[other], default=None)
    return best if best and heard[best] >= ON_AVERAGE else None


def _testimony(other: Thing, weights: dict[Thing, float], web: Web) -> float:
    """How like a report is, on average, to another and to the two that speak most for it beside that one."""
    beside = sorted((weights[third] for third in _alike(other, web) & weights.keys()), reverse=True)
    return (weights[other] + sum(beside[: WITNESSES - 1])) / WITNESSES if len(beside) >= WITNESSES - 1 else 0.0


def _strongly(thing: Thing, web: Web) -> frozenset[Thing]:
    """The reports that one is alike, save those like what a person kept it apart from: so a report that comes later
    does not lead back to a story that it was taken out of.
    """
    alike, apart = _alike(thing, web), _apart_from(thing, web)
    put_together = {bond.other(thing) for bond in web.at(thing) if bond.data.get("judged") == "confirmed"}
    web.look_at(alike)
    led_back = {other for other in alike if apart & _alike(other, web) or _apart_from(other, web) & alike}
    return alike - led_back | put_together


def _alike(thing: Thing, web: Web) -> frozenset[Thing]:
    return web.once(_found_alike, thing)


def _found_alike(thing: Thing, web: Web) -> frozenset[Thing]:
    """The reports that one is much like, and those that move in its circle."""
    much = {bond.other(thing) for bond in web.at(thing) if bond.weight >= STRONG}
    circle = web.once(_circle, thing)
    web.look_at(circle.keys())
    return frozenset(much.union(other for other in circle if _is_one(circle, web.once(_circle, other))) - {thing})


def _circle(thing: Thing, web: Web) -> Mapping[Thing, float]:
    """The reports that one is most like, and itself, each by how like it is; a vector of length one."""
    known = ((-bond.weight, bond.other(thing)) for bond in web.at(thing) if bond.weight >= WEAK)
    around = {other: -weight for weight, other in sorted(known)[:CIRCLE]} | {thing: 1.0}
    length = math.sqrt(sum(weight * weight for weight in around.values()))
    return {other: weight / length for other, weight in around.items()}


def _is_one(circle: Mapping[Thing, float], other: Mapping[Thing, float]) -> bool:
    common = circle.keys() & other.keys()
    return len(common) >= COMPANY + 2 and sum(circle[one] * other[one] for one in common) >= ONE_CIRCLE


def _apart_from(thing: Thing, web: Web) -> set[Thing]:
    return {bond.other(thing) for bond in web.at(thing) if bond.data.get("judged") == "rejected"}


def build(group: Group) -> Story | None:
    """The story of a group of reports; one report is none."""
    if len(group.members) < 2:
        return None
    days = [report.day for member in group.members if (report := group.report(member)).day] or [""]
    return Story(
        id=group.id,
        kind="story",
        title=group.report(group.members[0]).reading.article.title,
        first_day=min(days),
        last_day=max(days),
        members=tuple(_member(thing, group) for thing in group.members),
        actors=_most_named(group),
    )


def _member(thing: Thing, group: Group) -> Member:
    report = group.report(thing)
    article = report.reading.article
    own = [bond for bond in group.bonds if thing in (bond.left, bond.right)]
    original = _original(thing, own, group)
    return Member(
        article=article.id,
        place=article.place,
        title=article.title,
        publisher=article.publisher,
        published=report.published,
        why=_why(thing, own, group),
        copy_of=original.left.article if original else None,
        extent=original.data["extent"] if original else None,
        statements=tuple(report.statements),
    )


def _why(thing: Thing, own: list[Bond], group: Group) -> str:
    """What ties a report to the one that it is most like; `own` are its bonds in the story."""
    best = max(own, key=lambda bond: (bond.weight, bond.left, bond.right))
    article = group.report(best.other(thing)).reading.article
    called = f"“{article.title}”" if article.title else article.place
    others = f", one of {len(own)} reports of this story like it" if best.weight < STRONG else ""
    return f"With {called}{f' ({article.publisher})' if article.publisher else ''}{others}: {best.why}"


def _original(thing: Thing, own: list[Bond], group: Group) -> Bond | None:
    """The bond with the report that it is a copy of: the one that most is taken from, the earliest of several."""
    copied = [bond for bond in own if bond.right == thing and "extent" in bond.data]
    return min(copied, key=lambda bond: (-bond.data["share"], group.report(bond.left).order), default=None)


def _most_named(group: Group) -> tuple[str, ...]:
    """The actors whom most reports name, as the first of these writes them."""
    reports, mentions, written = Counter[str](), Counter[str](), dict[str, str]()
    for member in group.members:
        named = {key: actor for actor in group.report(member).reading.actors if (key := actor_key(actor))}
        for key, actor in named.items():
            reports[key] += 1
            mentions[key] += len(actor.mentions)
            written.setdefault(key, actor.name)
    ranked = sorted(reports, key=lambda key: (-reports[key], -mentions[key], key))
    return tuple(written[key] for key in ranked[:_ACTORS] if reports[key] > 1)


def _near(earlier: Report, later: Report) -> bool:
    if not earlier.day or not later.day:
        return True
    return (date.fromisoformat(later.day) - date.fromisoformat(earlier.day)).days <= REACH


def _evidence(copy: Copy | None) -> dict[str, object]:
    if copy is None:
        return {}
    spans = {"original": list(copy.original), "copy": list(copy.copy)}
    return {"extent": copy.extent, "share": round(copy.share, 3), **spans}


def _told(copy: Copy | None) -> str:
    if copy is None:
        return ""
    if copy.extent == "embedded":
        return "the later one has a passage of the earlier to the letter; "
    return f"{copy.share:.0%} of the later one’s words stand in the earlier in the same order; "


def _shared(like: Likeness) -> str:
    named = f"both name {_listed(like.names[:_NAMES])}" if like.names else "they share no name"
    words = f"; both write of {_listed(like.words[:_WORDS])}" if like.words else ""
    days = f"; both tell of {_listed(like.days)}" if like.days else ""
    return named + words + days


def _apart(earlier: Report, later: Report) -> str:
    if not earlier.day or not later.day:
        return "; one of them bears no date."
    days = (date.fromisoformat(later.day) - date.fromisoformat(earlier.day)).days
    return "; published on one day." if days == 0 else f"; published {days} day{'s' * (days > 1)} apart."


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


STORIES = Kind(
    name="story",
    families=(NAMED, COPIED, JUDGED),
    bonds=bonds,
    build=build,
    joins="story",
    joined=joined,
)
