"""Making, answering, voting on and hiding remarks: forms that work without script and lead back to the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from according.desk import render
from according.desk.discussion import How
from according.desk.pages import At, Desk, passage_in, viewer_of
from according.desk.people import Person, needs, who
from according.errors import NotAllowedError, QueryError, RemarkError
from according.export.annotations import MEDIA_TYPE, annotation, collection
from according.model import Reading, Span
from according.record import remarks
from according.record.remarks import Remark

REMARKS_A_PAGE = 50

router = APIRouter()

MaybePerson = Annotated[Person | None, Depends(who)]
Reader = Annotated[Person, Depends(needs("reader"))]
Analyst = Annotated[Person, Depends(needs("analyst"))]
Text = Annotated[str, Form()]


def address_of(remark: Remark, order: str = "") -> str:
    """Where a remark stands: in its reading, at its words."""
    asked = {"order": order} if order in remarks.ORDERS else {}
    return f"/articles/{remark.article}?{urlencode(asked | {'remark': remark.id})}#remark-{remark.id}"


@dataclass(frozen=True, slots=True)
class Said:
    """A remark as its form sends it: on a statement, on the words from `start` to `end`, or else on the whole page.

    `words` are those of the passage that the remark is on, where it is not on all of them.
    """

    body: Text = ""
    statement: Text = ""
    start: Text = ""
    end: Text = ""
    words: Text = ""
    order: Text = ""

    def span(self, reading: Reading) -> Span | None:
        """The words it is on; none for the whole page, and for a statement, whose words the record knows.

        Raises:
            RemarkError: the article has no such words.
        """
        if self.statement or not (self.start or self.end):
            return None
        passage = passage_in(reading, f"{self.start}-{self.end}")
        if passage is None:
            raise RemarkError("The article has no such words; select them again.")
        return _narrowed(passage, self.words.strip(), reading.article.text)


def _narrowed(passage: Span, words: str, text: str) -> Span:
    """The one place of some words in a passage; the passage, where no words are given."""
    if not words:
        return passage
    start = text.find(words, passage.start, passage.end)
    if start < 0:
        raise RemarkError(f"“{words}” does not stand in this passage; copy the words as they stand there.")
    if text.find(words, start + 1, passage.end) >= 0:
        raise RemarkError(f"“{words}” stands in this passage more than once; give more of the words around it.")
    return Span(start, start + len(words))


@router.get("/remarks")
def latest(desk: At, request: Request, person: MaybePerson, after: str = "", reported: str = "") -> Response:
    """The remarks on all articles, newest first; for analysts those that were reported."""
    viewer = viewer_of(person)
    if reported and not viewer.analyst:
        raise NotAllowedError("What was reported is for analysts; sign in as one.")
    with desk.record.asking() as connection:
        wanted: dict[str, Any] = {"reported": bool(reported), "after": after or None, "limit": REMARKS_A_PAGE + 1}
        found = remarks.latest(connection, viewer, **wanted)
        told = remarks.complaints_of(connection, {one.article for one in found}) if viewer.analyst else {}
    shown = found[:REMARKS_A_PAGE]
    more = len(found) > len(shown)
    onward = urlencode({"after": shown[-1].cursor} | ({"reported": "yes"} if reported else {})) if more else ""
    return render.page(
        "remarks.html",
        "/remarks",
        request=request,
        person=person,
        remarks=shown,
        complaints=told,
        reported=bool(reported),
        onward=f"/remarks?{onward}" if onward else None,
    )


@router.get("/articles/{article}/remark")
def new(desk: At, request: Request, person: Reader, article: str, span: str = "", statement: str = "") -> Response:
    """The form for a remark on a paragraph, a passage, a statement or the whole page."""
    reading = desk.record.reading(article)
    passage = passage_in(reading, span)
    if span and passage is None:
        raise QueryError(f"The article has no words at {span!r}; select them again.")
    told = {one.id: one for one in reading.statements}.get(statement)
    if statement and told is None:
        raise QueryError("The reading has no such statement any more; open it anew.")
    words = [each.of(reading.article.text) for each in told.content.spans] if told else []
    return render.page(
        "remark_new.html",
        request=request,
        person=person,
        article=reading.article,
        statement=told,
        passage=passage,
        words=" … ".join(words) or (passage.of(reading.article.text) if passage else ""),
    )


@router.post("/articles/{article}/remarks")
def add(desk: At, person: Reader, article: str, said: Annotated[Said, Depends(Said)]) -> Response:
    """Keep a remark, and lead to it."""
    span = said.span(desk.record.reading(article))
    with desk.record.changing() as connection:
        made = remarks.add(connection, person.id, article, said.body, statement=said.statement or None, span=span)
    return _back(desk, person, made, said.order)


@router.get("/remarks/{remark}.jsonld")
def as_annotation(desk: At, request: Request, remark: str) -> Response:
    """One remark as a W3C Web Annotation."""
    with desk.record.asking() as connection:
        found = remarks.get(connection, remark)
    if not found.stands:
        state = "removed by its author" if found.deleted_at else "hidden"
        raise NotAllowedError(f"This remark was {state}; its words are not given out.")
    article = desk.record.article(found.article)
    return JSONResponse(annotation(found, article, _desk(request)), media_type=MEDIA_TYPE)


@router.get("/readings/{article}/remarks.jsonld")
def all_as_annotations(desk: At, request: Request, article: str) -> Response:
    """The remarks on an article as a collection of W3C Web Annotations."""
    told = desk.record.article(article)
    with desk.record.asking() as connection:
        found = remarks.on_article(connection, article)
    return JSONResponse(collection(found, told, _desk(request)), media_type=MEDIA_TYPE)


@router.get("/remarks/{remark}")
def lead_to(desk: At, remark: str, how: How) -> Response:
    """Lead to a remark at its words."""
    with desk.record.asking() as connection:
        return RedirectResponse(address_of(remarks.get(connection, remark), how.order), 303)


@router.get("/remarks/{remark}/answer")
def new_answer(desk: At, request: Request, person: Reader, remark: str) -> Response:
    """The form for an answer."""
    return _form(desk, request, person, remark, "answer")


@router.get("/remarks/{remark}/edit")
def new_words(desk: At, request: Request, person: Reader, remark: str) -> Response:
    """The forms by which an author edits or removes a remark."""
    return _form(desk, request, person, remark, "edit")


@router.get("/remarks/{remark}/report")
def new_report(desk: At, request: Request, person: Reader, remark: str) -> Response:
    """The form by which a remark is reported."""
    return _form(desk, request, person, remark, "report")


@router.post("/remarks/{remark}/answers")
def answer(desk: At, person: Reader, remark: str, body: Text = "", order: Text = "") -> Response:
    """Keep an answer, and lead to it."""
    with desk.record.changing() as connection:
        made = remarks.answer(connection, person.id, remark, body)
    return _back(desk, person, made, order)


@router.post("/remarks/{remark}/edit")
def edit(desk: At, person: Reader, remark: str, body: Text = "") -> Response:
    """Keep what the author now says."""
    with desk.record.changing() as connection:
        remarks.edit(connection, person.id, remark, body)
    return _back(desk, person, remark)


@router.post("/remarks/{remark}/remove")
def remove(desk: At, person: Reader, remark: str) -> Response:
    """Take back the author's words; the thread stays."""
    with desk.record.changing() as connection:
        remarks.remove(connection, person.id, remark)
    return _back(desk, person, remark)


@router.post("/remarks/{remark}/vote")
def vote(desk: At, person: Reader, remark: str, value: Text = "", order: Text = "") -> Response:
    """Keep a vote: 1, -1, or 0 to take it back."""
    values = {"1": 1, "-1": -1, "0": 0}
    if value not in values:
        raise RemarkError(f"A vote is 1, -1 or 0 (none), not {value!r}.")
    with desk.record.changing() as connection:
        remarks.vote(connection, person.id, remark, values[value])
    return _back(desk, person, remark, order)


@router.post("/remarks/{remark}/report")
def report(desk: At, person: Reader, remark: str, reason: Text = "") -> Response:
    """Keep a report for the analysts."""
    with desk.record.changing() as connection:
        remarks.complain(connection, person.id, remark, reason)
    sentence = "Thank you. An analyst will look at the remark; until then it stays as it is."
    return render.page("message.html", title="Reported", sentence=sentence)


@router.post("/remarks/{remark}/hide")
def hide(desk: At, person: Analyst, remark: str, hidden: Text = "1", order: Text = "") -> Response:
    """Hide a remark from all but analysts (`hidden` 1), or show it again (0)."""
    with desk.record.changing() as connection:
        remarks.hide(connection, remark, hidden=hidden != "0")
    return _back(desk, person, remark, order)


def _form(desk: Desk, request: Request, person: Person, remark: str, doing: str) -> Response:
    with desk.record.asking() as connection:
        found = remarks.get(connection, remark, viewer_of(person))
    if doing == "edit" and found.author != person.id:
        raise NotAllowedError("This remark is somebody else’s; only its author can change it.")
    if not found.stands:
        raise RemarkError("This remark was removed or hidden; nothing more can be done with it.")
    return render.page("remark_deed.html", request=request, person=person, remark=found, doing=doing)


def _back(desk: Desk, person: Person, remark: str, order: str = "") -> Response:
    with desk.record.asking() as connection:
        return RedirectResponse(address_of(remarks.get(connection, remark, viewer_of(person)), order), 303)


def _desk(request: Request) -> str:
    return str(request.base_url).rstrip("/")
