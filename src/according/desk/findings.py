"""The desk's views of what follows from the record: the ledgers, a page for each finding, and the brief."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import ceil
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup
from sqlalchemy import Connection

from according import contract
from according.around import answers_to
from according.brief import brief as written
from according.brief_page import as_html, as_markdown
from according.comparison.comparison import Comparison
from according.desk import render
from according.desk.asking import LINES_A_PART, AtDay, Closeness, Part, Sought, Then, Which, WhichPart, Zoom
from according.desk.catching_up import CatchingUp
from according.desk.ledgers import (
    FINDINGS_AT_ONCE,
    LEDGERS,
    PLACES,
    Csv,
    Ledger,
    Listed,
    ListedOrigins,
    as_csv,
    as_json,
    leaf,
)
from according.desk.overview import WEEKS, Overview, as_data, glances, last_day
from according.desk.pages import At
from according.desk.pictures import findings as pictures
from according.desk.pictures.sources import Source, each_voice
from according.desk.sureness import sureness
from according.desk.wording import passage_address
from according.findings import (
    Claim,
    Commitment,
    Finding,
    FindingKind,
    Precedent,
    Quotation,
    Story,
)
from according.told import all_as_told

# What follows from a story's articles, besides the story itself.
_AROUND: tuple[FindingKind, ...] = ("commitment", "claim", "quotation", "precedent", "answer")

# Lists of a finding that its page shows in parts, and how many reports the table behind a map of sources has in each.
_LISTS = (
    "members",
    "wordings",
    "assertions",
    "disputes",
    "stances",
    "statements",
    "evidence",
    "ladder",
)
_REPORTS_A_PART = 2 * LINES_A_PART
# So many voices, those with the most reports, are led to from the map, whatever part of the table their reports are in.
_LED_TO = 48

router = APIRouter()


def comparison_of(desk: At) -> Comparison:
    """What follows from the desk's record; one for each answer, since it holds what it last looked at."""
    return Comparison(desk.record)


def behind(request: Request) -> CatchingUp:
    """How far the comparison lags behind the record."""
    catching_up: CatchingUp = request.app.state.catching_up
    return catching_up


Compared = Annotated[Comparison, Depends(comparison_of)]
Behind = Annotated[CatchingUp, Depends(behind)]


def _ledger_views(ledger: Ledger) -> None:
    """The list of a ledger, as a page, as JSON and as CSV."""
    path = f"/{ledger.name}"

    def as_page(desk: At, compared: Compared, late: Behind, sought: Which, then: AtDay) -> Response:
        found = leaf(compared, ledger, sought, then)
        with desk.record.asking() as connection:
            shown = all_as_told(connection, found.findings)
        here = sought.kept
        return _page(
            "ledger.html", ledger, late, then,
            sought=sought,
            findings=shown,
            onward=then.address(path, **here, after=found.onward) if found.onward else None,
            first=then.address(path, **here) if sought.after else None,
            forms=[(form, then.address(f"{path}.{form}", **here)) for form in ("json", "csv")],
        )  # fmt: skip

    def in_json(compared: Compared, sought: Which, then: AtDay) -> Response:
        found = leaf(compared, ledger, sought, then, FINDINGS_AT_ONCE)
        headers = _link(path + ".json", sought, then, found.onward)
        return Response(as_json(ledger, found), media_type="application/json", headers=headers)

    def in_csv(compared: Compared, sought: Which, then: AtDay) -> Response:
        found = leaf(compared, ledger, sought, then)
        headers = {
            "Content-Disposition": f'attachment; filename="{ledger.name}.csv"',
            **_link(path + ".csv", sought, then, found.onward),
        }
        body = as_csv(ledger, found.findings).encode("utf-8", "replace")
        return Response(body, media_type="text/csv; charset=utf-8", headers=headers)

    listed = ListedOrigins if ledger.name == "origins" else Listed
    router.add_api_route(
        f"{path}.json", in_json, response_model=listed, name=f"{ledger.name}.json", summary=ledger.told
    )
    router.add_api_route(
        f"{path}.csv", in_csv, response_class=Csv, name=f"{ledger.name}.csv", summary=f"{ledger.told} As a table."
    )
    router.add_api_route(path, as_page, name=ledger.name)


def _link(path: str, sought: Sought, then: Then, onward: str | None) -> dict[str, str]:
    """The address of the next page, as RFC 8288 gives it."""
    if onward is None:
        return {}
    return {"Link": f'<{then.address(path, **sought.kept, after=onward)}>; rel="next"'}


def _page(template: str, ledger: Ledger | None, late: CatchingUp, then: Then, **values: Any) -> Response:
    return render.page(
        template,
        "/findings",
        ledger=ledger,
        ledgers=LEDGERS.values(),
        late=late,
        then=then,
        to=lambda finding: then.address(_path(finding)),
        **values,
    )


def _path(finding: Finding) -> str:
    return f"/{PLACES[finding.kind]}/{finding.id}"


def _finding_views(ledger: Ledger) -> None:
    """The page of one finding, and its JSON; an id that it had before leads to the one that it has."""

    def as_json(compared: Compared, number: str, then: AtDay) -> Response:
        finding = compared.finding(number, as_of=then.moment)
        if moved := _moved(finding, number, ledger, then, ".json"):
            return moved
        return Response(contract.finding_to_json(finding) + "\n", media_type="application/json")

    def as_page(
        request: Request,
        desk: At,
        compared: Compared,
        late: Behind,
        number: str,
        then: AtDay,
        zoom: Closeness,
        asked: WhichPart,
    ) -> Response:
        finding = compared.finding(number, as_of=then.moment)
        if moved := _moved(finding, number, ledger, then):
            return moved
        person = request.state.person
        values = _shown(compared, finding, then, zoom)
        with desk.record.asking() as connection:
            values |= _lists_as_told(connection, values)
        parts = _parts(finding, values)
        part = Part(min(asked.part, parts))
        values["in_table"] = list(_in_table(values.get("sources", ()), part))
        brief = then.address(f"/briefs/{finding.id}")
        template = f"{_template(finding)}.html"
        return _page(
            template, ledger, late, then, finding=finding, brief=brief, person=person, part=part, parts=parts,
            turned=lambda number: then.address(_path(finding), part=str(number)), **values,
        )  # fmt: skip

    path = f"/{ledger.name}/{{number}}"
    router.add_api_route(
        f"{path}.json",
        as_json,
        response_model=Finding,
        name=f"{ledger.name}: one, JSON",
        summary=f"One of {ledger.name}: by its id.",
    )
    router.add_api_route(path, as_page, name=f"{ledger.name}: one", summary=ledger.told)


def _template(finding: Finding) -> str:
    return "answer" if finding.kind == "earlier" else finding.kind


def _moved(finding: Finding, number: str, ledger: Ledger, then: Then, suffix: str = "") -> Response | None:
    """Lead to where a finding has its page; as of a past day it is shown under any id that it ever had."""
    right = PLACES[finding.kind] == ledger.name
    if right and (number == finding.id or then.moment is not None):
        return None
    return RedirectResponse(then.address(_path(finding) + suffix), 308)


def _shown(compared: Comparison, finding: Finding, then: Then, zoom: Zoom) -> dict[str, Any]:
    """What a page shows besides the finding itself: its pictures, and what hangs together with it."""
    look = zoom.look(lambda query: then.address(_path(finding), **query) + "#timeline")
    match finding:
        case Story():
            return _story(compared, finding, then, look)
        case Quotation():
            return _sources(finding, pictures.losses(finding))
        case Claim():
            rivals = compared.findings_of(finding.counter) if finding.counter else []
            rival = next((one for one in rivals if isinstance(one, Claim) and one.id != finding.id), None)
            return {"timeline": pictures.dispute(finding, look), "rival": rival, **_sources(finding)}
        case Commitment():
            answers = answers_to(compared, finding, then.moment)
            return {"timeline": pictures.history(finding, look), "answers": answers, **_sources(finding)}
        case Precedent():
            heights = [0.0, *(rung.height for rung in finding.ladder)]
            return {"timeline": pictures.held(finding, look), "lowest": min(heights), "highest": max(heights)}
        case _:
            return {}


def _story(compared: Comparison, story: Story, then: Then, look: pictures.Look) -> dict[str, Any]:
    articles = [member.article for member in story.members]
    around = compared.resting_on(articles, _AROUND, as_of=then.moment)
    sources = pictures.sources_around(around, articles)
    return {
        "around": {kind: [one for one in around if one.kind == kind] for kind in _AROUND},
        "sources": sources,
        "timeline": pictures.story_timeline(story, around, lambda one: then.address(_path(one)), look),
        "map": pictures.source_map(sources),
    }


def _lists_as_told(connection: Connection, values: Mapping[str, Any]) -> dict[str, Any]:
    """The lists of what hangs together with a finding, their words with how they were said."""
    told: dict[str, Any] = {}
    if "around" in values:
        told["around"] = {kind: all_as_told(connection, some) for kind, some in values["around"].items()}
    if "answers" in values:
        told["answers"] = all_as_told(connection, values["answers"])
    if values.get("rival"):
        told["rival"] = all_as_told(connection, [values["rival"]])[0]
    return told


def _parts(finding: Finding, values: Mapping[str, Any]) -> int:
    """In how many parts the lists of a finding are shown."""
    reports: int = sum(len(source.reports) for source in values.get("sources", ()))
    origins = getattr(finding, "origins", None)
    lists = [len(getattr(finding, name, ())) for name in _LISTS]
    lists += [len(origins.voices), len(origins.cannot_tell)] if origins else []
    lists += map(len, values.get("around", {}).values())
    return max(1, ceil(max(lists) / LINES_A_PART), ceil(reports / _REPORTS_A_PART))


def _in_table(sources: Iterable[Source], part: Part) -> Iterator[Source]:
    """Sources with those of their reports that a part of the table has."""
    before = 0
    for place, source in enumerate(sources):
        reports = list(source.reports.items())
        numbered = enumerate(reports, before)
        shown = [one for number, one in numbered if number // _REPORTS_A_PART == part.part - 1]
        if not shown and part.part == 1 and place < _LED_TO:
            shown = reports[:1]
        before += len(reports)
        if shown:
            yield Source(source.voice, dict(shown))


def _sources(
    finding: Quotation | Claim | Commitment, notes: Mapping[str | None, str] = MappingProxyType({})
) -> dict[str, Any]:
    sources = each_voice(finding.origins, notes)
    surety = None if isinstance(finding, Commitment) else pictures.surety(finding.journey)
    drawn = pictures.source_map(sources, finding.origins.cannot_tell)
    return {"sources": sources, "map": drawn, "surety": surety}


for _one in LEDGERS.values():
    _ledger_views(_one)
    if PLACES.get(_one.kinds[0]) == _one.name:
        _finding_views(_one)


@router.get("/findings.json", summary="Every kind of findings: how many there are, and the newest lines.")
def findings_as_data(desk: At, compared: Compared, then: AtDay) -> Overview:
    """Every kind of findings at a glance."""
    with desk.record.asking() as connection:
        return as_data(connection, glances(connection, compared, then), then)


@router.get("/findings")
def findings(desk: At, compared: Compared, late: Behind, then: AtDay) -> Response:
    """What follows from the record: each kind with its number, what it answers, and the newest lines."""
    with desk.record.asking() as connection:
        shown = [
            replace(glance, newest=tuple(all_as_told(connection, glance.newest)))
            for glance in glances(connection, compared, then)
        ]
        surely = sureness(connection, [one for glance in shown for one in glance.newest])
        last = last_day(connection, then)
    return _page("overview.html", None, late, then, glances=shown, surely=surely, weeks=WEEKS, last=last)


_BRIEF_FORMS = (("Markdown", ".md"), ("JSON", ".json"))
# Every line of a brief, not those alone that weigh most.
Whole = Annotated[bool, Query(description="Every line, not those alone that weigh most.")]


@router.get("/briefs/{number}.md")
def brief_in_markdown(desk: At, compared: Compared, number: str, then: AtDay, whole: Whole = False) -> Response:
    """The brief of a finding in Markdown."""
    page = as_markdown(written(desk.record, compared, number, as_of=then.moment, whole=whole))
    return Response(page.encode("utf-8", "replace"), media_type="text/markdown; charset=utf-8")


@router.get("/briefs/{number}")
def brief(desk: At, compared: Compared, late: Behind, number: str, then: AtDay, whole: Whole = False) -> Response:
    """The brief of a finding: quoted words, counts, and every sentence with its sources."""
    finding = compared.finding(number, as_of=then.moment)
    page = written(desk.record, compared, number, as_of=then.moment, whole=whole)
    path, asked = f"/briefs/{number}", {"whole": "1"} if whole else {}
    # as_html escapes whatever a page wrote; what turns the direction of text must end with it, too.
    html = as_html(page, passage_address, then.address(path, whole="1"))
    html = re.sub(r">[^<]+", lambda text: str(render.balanced(text[0])), html)
    return _page(
        "brief.html", LEDGERS[PLACES[finding.kind]], late, then,
        title=page.title, brief=Markup(html), finding=finding,  # noqa: S704  (escaped above)
        forms=[(form, then.address(path + suffix, **asked)) for form, suffix in _BRIEF_FORMS],
        shorter=then.address(path) if whole else None,
    )  # fmt: skip
