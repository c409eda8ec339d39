"""How many little pairs of news reports come out as the editor says who wrote them.

    python -m evaluation.wordings [FILE …] [--differences]

Without files those under `evaluation/wordings/`, whose README tells their form, and which of them rules were developed
on. Each pair or set is read and compared by itself, with the actors that its file declares.
"""

from __future__ import annotations

import argparse
import itertools
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from according.comparison.answers import ANSWERS
from according.comparison.claims import CLAIMS
from according.comparison.commitments import COMMITMENTS
from according.comparison.origins import origins
from according.comparison.precedents import PRECEDENTS
from according.comparison.reports import Report, texts_to_encode
from according.comparison.vectors import released
from according.findings import Answer, Claim, Commitment, Origins, Passage, Precedent
from according.model import Article, Date, Span, identify
from according.reading.declared import DeclaredActor, read_actor_file
from according.reading.reader import read
from evaluation.deriving import derived

FILES = Path(__file__).parent / "wordings"
Case = dict[str, Any]
# A claim of a precedent is the one whose words begin within so many characters of the marker's.
_NEAR = 60
# The outlet of a report that names none.
_SOMEWHERE = "The Daily Record"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE")
    parser.add_argument("--differences", action="store_true", help="print each case that comes out otherwise")
    options = parser.parse_args()
    for file in options.files or sorted(FILES.glob("*/*.yaml")):
        table = yaml.safe_load(file.read_text("utf-8"))
        figures = measured_pairs(table) if "before" in table else measured_sets(table)
        print(file.parent.name, file.stem)
        for name, right, wanted, lines in figures:
            print(f"  {name:24} {right} of {wanted}")
            if options.differences:
                print(*(f"    {line}" for line in lines), sep="\n")


Figure = tuple[str, int, int, list[str]]


# Pairs


def measured_pairs(table: Case) -> Iterator[Figure]:
    """For each kind of case: how many come out as written, of how many, and the others' names with their words."""
    cases = [(kind, case) for kind in JUDGED for case in table.get(kind, ())]
    articles = {("before", name): _article(one, str(one["day"])) for name, one in table["before"].items()}
    for kind, case in cases:
        articles[kind, case["name"]] = _article({**case, "text": case["then"]}, _next(table["before"][case["before"]]))
    reports = dict(zip(articles, _reports(articles.values(), table["actors"]), strict=True))
    for kind, judged in JUDGED.items():
        missed, some = [], [case for one, case in cases if one == kind]
        for case in some:
            if not judged(case, reports["before", case["before"]], reports[kind, case["name"]]):
                missed.append(f"{case['name']}: {case['then'].strip()!r}")
        if some:
            yield kind, len(some) - len(missed), len(some), missed


def _next(before: Case) -> str:
    return str(date.fromisoformat(str(before["day"])) + timedelta(1))


def _disputed(case: Case, before: Report, then: Report) -> bool:
    return any(
        re.search(case["by"], dispute.by or "") and re.fullmatch(case["how"], dispute.how)
        for claim in _claims(before, then)
        if any(re.search(case["against"], words.words) for words in claim.assertions)
        for dispute in claim.disputes
    )


def _undisputed(_case: Case, before: Report, then: Report) -> bool:
    return not any(claim.disputes for claim in _claims(before, then))


def _stance(case: Case, before: Report, then: Report) -> bool:
    return any(
        stance.stance == case["stance"]
        for claim in _claims(before, then)
        if any(re.search(case["against"], words.words) for words in claim.assertions)
        for stance in claim.stances
    )


def _claims(*reports: Report) -> list[Claim]:
    return [one for one in derived(CLAIMS, *reports) if isinstance(one, Claim)]


def _answered(case: Case, before: Report, then: Report) -> bool:
    return any(
        re.search(case["by"], one.by or "") and any(re.search(case["to"], words.words) for words in one.to)
        for one in _answers(before, then)
    )


def _unanswered(_case: Case, before: Report, then: Report) -> bool:
    return not _answers(before, then)


def _answers(before: Report, then: Report) -> list[Answer]:
    found = derived(ANSWERS, before, then)
    return [one for one in found if isinstance(one, Answer) and one.passage.article == then.id]


def _turned(case: Case, before: Report, then: Report) -> bool:
    return case["status"] in _statuses(before, then)


def _unturned(_case: Case, before: Report, then: Report) -> bool:
    return _statuses(before, then) <= {"open"}


def _statuses(before: Report, then: Report) -> set[str]:
    found = (one for one in derived(COMMITMENTS, before, then) if isinstance(one, Commitment))
    return {one.status for one in found if any(words.article == before.id for words in one.statements)}


def _borne_out(case: Case, before: Report, then: Report) -> bool:
    at = then.text.find(case["marker"])
    return any(
        one.passage.span.start - _NEAR < at < one.passage.span.end + _NEAR
        and one.verdict == case["verdict"]
        and _shows(one.evidence, case.get("evidence"))
        for one in derived(PRECEDENTS, before, then)
        if isinstance(one, Precedent) and one.passage.article == then.id
    )


def _shows(evidence: Iterable[Passage], words: str | None) -> bool:
    return words is None or any(re.search(words, passage.words) for passage in evidence)


JUDGED: dict[str, Callable[[Case, Report, Report], bool]] = {
    "dispute": _disputed,
    "undisputed": _undisputed,
    "stance": _stance,
    "answer": _answered,
    "unanswered": _unanswered,
    "turn": _turned,
    "unturned": _unturned,
    "precedent": _borne_out,
}


# Sets


def measured_sets(table: Case) -> Iterator[Figure]:
    """Of the sets of reports of one saying: how many have as many voices as written, and exactly these; how many
    reports that were read are tied as written; how many were read.
    """
    places = [(one, number) for one in table["sets"] for number in range(len(one["reports"]))]
    articles = [
        _article(one["reports"][number], str(one["reports"][number]["at"]), one["name"]) for one, number in places
    ]
    reports = _reports(articles, table["actors"])
    of_set: dict[str, list[Report]] = {}
    for (one, _), report in zip(places, reports, strict=True):
        of_set.setdefault(one["name"], []).append(report)
    judged = [_judged_set(one, of_set[one["name"]]) for one in table["sets"]]
    for name in ("number of voices", "voices", "ties", "read"):
        right = sum(one[name][0] for one in judged)
        wanted = sum(one[name][1] for one in judged)
        lines = [f"{case['name']}: {one['told']}" for case, one in zip(table["sets"], judged, strict=True)]
        yield (
            name,
            right,
            wanted,
            [line for line, one in zip(lines, judged, strict=True) if one[name][0] < one[name][1]],
        )


def _judged_set(case: Case, reports: Sequence[Report]) -> dict[str, Any]:
    said = {}
    for number, (wanted, report) in enumerate(zip(case["reports"], reports, strict=True)):
        fitting = [one for one in report.statements.values() if re.search(wanted["words"], report.words(one))]
        if fitting:
            said[number] = (report, min(fitting, key=lambda one: len(report.words(one))))
    found = origins(said.values())
    number_of = {report.id: number for number, (report, _) in said.items()}
    given = sorted(sorted({number_of[one.passage.article] for one in voice.reports}) for voice in found.voices)
    meant = sorted(voice for one in case["voices"] if (voice := sorted(set(one) & said.keys())))
    return {
        "number of voices": (int(len(given) == len(meant)), 1),
        "voices": (int(given == meant), 1),
        "ties": _ties(case, found, number_of),
        "read": (len(said), len(reports)),
        "told": f"{given}, where {meant} is meant",
    }


def _ties(case: Case, found: Origins, number_of: dict[str, int]) -> tuple[int, int]:
    """How many reports are tied as written, and how many are tied."""
    tied = [one for voice in found.voices for one in voice.reports]
    right = 0
    for one in tied:
        wanted = case["reports"][number_of[one.passage.article]]
        via = number_of.get(one.via) if one.via else None
        right += (one.tie, via) == (wanted["tie"], wanted["from"])
    return right, len(tied)


# Reading


def _article(told: Case, day: str, within: str = "") -> Article:
    at = str(told.get("day") or day).replace(" ", "T")
    publisher, text = told.get("of", _SOMEWHERE), told["text"].strip()
    number = identify("article", text, publisher, within)
    breaks = [-2, *(match.start() for match in re.finditer(r"\n\n", text)), len(text)]
    return Article(
        id=number, place=f"https://{number}.example/", url=f"https://{number}.example/", title=None, byline=(),
        agency=tuple(told.get("agency") or ()), publisher=publisher,
        published=Date(at, at, "instant" if "T" in at else "day", "metadata"), modified=None, first_seen=None,
        language="en", text=text,
        paragraphs=tuple(Span(start + 2, end) for start, end in itertools.pairwise(breaks)),
    )  # fmt: skip


def _reports(articles: Iterable[Article], actors: Sequence[Case]) -> Iterator[Report]:
    for reading in read(articles, _declared(actors)):
        texts = texts_to_encode(reading)
        vectors = released().encode(list(texts.values())) if texts else []
        yield Report(reading, dict(zip(texts, vectors, strict=True)))


def _declared(actors: Sequence[Case]) -> tuple[DeclaredActor, ...]:
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        yaml.safe_dump(list(actors), file, allow_unicode=True)
        file.flush()
        return read_actor_file(Path(file.name))


if __name__ == "__main__":
    main()
