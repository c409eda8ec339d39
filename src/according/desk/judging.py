"""The forms by which analysts confirm, correct and reject what the machine found; each works without script."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from according.comparison.comparison import Comparison
from according.comparison.judged import (
    COMMITMENT_STATUS,
    EVENT_FIELDS,
    INFORMATION_GRADE,
    SAME_ACTOR,
    SOURCE_GRADE,
    STATEMENT_FIELDS,
    STORY,
    counts,
    find_words,
    identity,
    placed,
    word_of,
)
from according.desk import render
from according.desk.asking import LINES_A_PART, Part, WhichPart
from according.desk.catching_up import CatchingUp
from according.desk.findings import Compared
from according.desk.guarding import own_path
from according.desk.ledgers import LEDGERS
from according.desk.pages import At, Desk
from according.desk.people import Person, needs
from according.desk.verdicts import CHOICES, GRADES, Told, told
from according.errors import JudgementError, NotOnRecordError
from according.findings import Commitment, Finding, Story
from according.model import Event, Judgement, Reading, Span, Statement, Verdict, identify
from according.record.answers import Judged

# So long the answer to a form waits for what follows to be derived again.
PATIENCE_SECONDS = 4.0
_ARTICLE = re.compile(r"\b(a[0-9a-f]{20})\b")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_NOTE = 2000

router = APIRouter()

Analyst = Annotated[Person, Depends(needs("analyst"))]
Text = Annotated[str, Form()]
Texts = Annotated[tuple[str, ...], Form()]


@dataclass(frozen=True, slots=True)
class Given:
    """A judgement as its form sends it; which of the values count depends on the part that is judged."""

    target: Text
    verdict: Annotated[Verdict, Form()]
    field: Text = ""
    words: Text = ""
    actor: Text = ""
    marker: Text = ""
    value: Text = ""
    on: Text = ""
    machine: Text = ""
    hop: Texts = ()
    role: Texts = ()
    note: Text = ""
    back: Text = ""


@router.get("/judge/{thing}")
def judge(desk: At, request: Request, person: Analyst, compared: Compared, thing: str, part: WhichPart) -> Response:
    """The forms for anything that can be judged: a statement, event, story or commitment."""
    try:
        found = desk.record.find(thing)
    except NotOnRecordError:
        return _judge_finding(desk, request, person, compared.finding(thing), part)
    if found.kind == "statement":
        return RedirectResponse(f"/statements/{thing}#judgements", 307)
    if found.kind == "actor":
        return RedirectResponse(f"/actors/{thing}#judgements", 307)
    if found.kind != "event" or found.article is None:
        raise NotOnRecordError(f"{thing} is nothing that can be judged; a statement, event, actor or finding is.")
    judged = told(desk.record, found.article)
    event = next(one for one in judged.machine.events if one.id == thing)
    return render.page(
        "judge_event.html", request=request, person=person, judged=judged, thing=event, **_values(judged)
    )


def _judge_finding(desk: Desk, request: Request, person: Person, finding: Finding, part: Part) -> Response:
    if not isinstance(finding, Story | Commitment):
        raise NotOnRecordError("Of findings, stories and commitments can be judged; judge the statements of this one.")
    given = _of_story(desk, finding) if isinstance(finding, Story) else _of_commitment(desk, finding)
    last_first = given[::-1]
    listed = max(len(last_first), len(finding.members) if isinstance(finding, Story) else 0)
    return render.page(
        f"judge_{finding.kind}.html", "/findings", request=request, person=person, finding=finding,
        given=last_first, part=part, more=listed > part.part * LINES_A_PART,
    )  # fmt: skip


def _of_story(desk: Desk, story: Story) -> list[Judged]:
    """What was said of who belongs to a story, of those too that were taken out of it."""
    members = {one.article for one in story.members}
    every = desk.record.judgements(field=STORY)
    return [one for one in every if one.judgement.target in members or members & set(_others(one.judgement))]


def _others(judgement: Judgement) -> list[str]:
    word: Any = judgement.person
    return list(word.get("articles", ())) if isinstance(word, dict) else []


def _of_commitment(desk: Desk, commitment: Commitment) -> list[Judged]:
    articles = dict.fromkeys(one.article for one in commitment.statements)
    every = [one for article in articles for one in desk.record.judgements(article=article)]
    return [one for one in every if one.judgement.field == COMMITMENT_STATUS]


def _values(judged: Told) -> dict[str, Any]:
    return {"article": judged.machine.article, "names": {one.id: one.name for one in judged.reading.actors},
            "choices": CHOICES, "grades": GRADES}  # fmt: skip


@router.post("/articles/{article}/judgements")
def give(
    desk: At,
    request: Request,
    person: Analyst,
    compared: Compared,
    article: str,
    given: Annotated[Given, Depends(Given)],
) -> Response:
    """Keep a judgement, derive again what follows from it, and lead back."""
    reading = desk.record.reading(article)
    kept = _judgement(desk, reading, _spelled_out(compared, given), person)
    desk.record.judge(kept)
    late: CatchingUp = request.app.state.catching_up
    if not given.back:
        late.wake()
        return RedirectResponse(f"/judge/{given.target}", 303)
    # It leads back to what follows, which is to be there again.
    late.catch_up_now(PATIENCE_SECONDS)
    return RedirectResponse(_still_there(compared, own_path(given.back)) or f"/articles/{article}#judged", 303)


def _spelled_out(compared: Comparison, given: Given) -> Given:
    """A judgement on an article's place in a story that names the story by its id: with the story's other articles."""
    if given.field != STORY or not given.machine or given.words.strip() != given.machine:
        return given
    story = compared.finding(given.machine)
    members = [one.article for one in story.members if one.article != given.target] if isinstance(story, Story) else []
    return replace(given, words=" ".join(members))


def _still_there(compared: Comparison, path: str) -> str | None:
    """The path, unless it is that of a finding that is no more: a story may end with the member that is taken out."""
    place, _, number = path.strip("/").partition("/")
    if place not in LEDGERS or not number:
        return path
    try:
        compared.finding(number)
    except NotOnRecordError:
        return None
    return path


def _judgement(desk: Desk, reading: Reading, given: Given, person: Person) -> Judgement:
    machine, word = _words(desk, reading, given)
    # Of two judgements in one second the later one holds.
    at, part = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"), given.field or None
    # A word that is needed even to reject, or one that was given instead of the machine's.
    keeps = given.verdict == "corrected" or part in (SAME_ACTOR, STORY)
    kept = Judgement(
        # The same form sent twice is two judgements.
        id=identify("judgement", reading.article.id, given.target, at, uuid.uuid4().hex),
        article=reading.article.id,
        target=given.target,
        field=part,
        verdict=given.verdict,
        machine=machine,
        person=word if keeps else None,
        author=person.name,
        at=at,
        span=_anchor(reading, given.target),
        note=given.note.strip()[:_LONGEST_NOTE] or None,
    )
    if not counts(kept):
        raise JudgementError(f"This is no {part} that can be used; fill in the form again.")
    return kept


def _anchor(reading: Reading, target: str) -> Span | None:
    """The words by which a judgement is found again: where a content, or an event's trigger, begins."""
    for statement in reading.statements:
        if statement.id == target:
            return next(iter(statement.content.spans or statement.cue.spans), None)
    return next((one.trigger for one in reading.events if one.id == target), None)


def _words(desk: Desk, reading: Reading, given: Given) -> tuple[Any, Any]:
    """The machine's word and the person's."""
    things: dict[str, Statement | Event] = {one.id: one for one in reading.statements}
    things |= {one.id: one for one in reading.events}
    thing = things.get(given.target)
    match given.field:
        case "":
            return None, None
        case _ if given.field == STORY:
            return given.machine or None, {"articles": _articles(given.words)}
        case _ if given.field == SAME_ACTOR:
            return _actors(desk, reading, given)
        case _ if given.field == COMMITMENT_STATUS:
            return given.machine or None, {"status": given.value, "on": _day(given.on)}
        case _ if given.field in (SOURCE_GRADE, INFORMATION_GRADE):
            return None, given.value
        case _ if thing and given.field in (STATEMENT_FIELDS if isinstance(thing, Statement) else EVENT_FIELDS):
            word = _word(thing, reading, given) if given.verdict == "corrected" else None
            return word_of(thing, given.field, reading), word
    raise JudgementError(f"{given.field!r} is no part of this that can be judged.")


def _word(thing: Statement | Event, reading: Reading, given: Given) -> Any:
    near = thing.trigger if isinstance(thing, Event) else next(iter(thing.content.spans), None)
    text, words = reading.article.text, given.words.strip()
    match given.field:
        case "act" | "type" | "status":
            return given.value or None
        case "cue" | "content":
            return [_placed(text, line.strip(), near) for line in given.words.splitlines() if line.strip()]
        case "trigger":
            return _placed(text, words, near)
        case "chain":
            return _chain(thing, reading, given, near)
        case "condition":
            return {"kind": given.marker.strip().lower(), **_placed(text, words, near)} if words else None
        case "certainty":
            return {"band": given.value, **_placed(text, words, near)} if words else None
    party = ({"actor": given.actor} if given.actor else {}) | (_placed(text, words, near) if words else {})
    if party and given.actor:
        party["name"] = next((one.name for one in reading.actors if one.id == given.actor), None)
    return (party or None) if given.field == "source" else ([party] if party else [])


def _chain(thing: Statement | Event, reading: Reading, given: Given, near: Span | None) -> list[dict[str, Any]]:
    """The hops that were named, in their order; one that the machine has too keeps what is known of it."""
    known = {one["name"]: one for one in word_of(thing, "chain", reading)}
    hops = []
    for name, role in zip(given.hop, given.role, strict=False):
        if called := name.strip():
            actor = next((one for one in reading.actors if one.name == called), None)
            span = find_words(reading.article.text, called, near)
            if called not in known and actor is None and span is None:
                raise JudgementError(f"“{called}” does not stand in this article; copy the words as they stand there.")
            found = placed(span, reading.article.text) if span else {}
            new = {"name": called, "actor": actor.id if actor else None, "evidence": "text", **found}
            hops.append(known.get(called, new) | {"role": role})
    return hops


def _placed(text: str, words: str, near: Span | None) -> dict[str, Any]:
    span = find_words(text, words, near)
    if not words or span is None:
        raise JudgementError(f"“{words}” does not stand in this article; copy the words as they stand there.")
    return placed(span, text)


def _articles(words: str) -> list[str]:
    found = _ARTICLE.findall(words)
    if not found:
        raise JudgementError("Give an article by its address on this desk, or by its id.")
    return list(dict.fromkeys(found))


def _day(day: str) -> str | None:
    if day and not _DAY.fullmatch(day):
        raise JudgementError(f"{day!r} is no day; give one such as 2020-08-27.")
    return day or None


def _actors(desk: Desk, reading: Reading, given: Given) -> tuple[Any, Any]:
    """Who the judged actor is, and who the other is that it is or is not."""
    one = next((actor for actor in reading.actors if actor.id == given.target), None)
    if one is None:
        raise JudgementError("The article has no such actor any more; open the actor anew.")
    other = desk.record.actor(given.actor.strip().rstrip("/").rsplit("/", 1)[-1])
    if other.actor.id == one.id:
        raise JudgementError("An actor is the same as itself; name another.")
    person = identity(other.actor, other.article) | ({"called": given.words.strip()} if given.words.strip() else {})
    return identity(one, reading.article.id), person
