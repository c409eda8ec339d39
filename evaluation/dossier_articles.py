"""Measure the article room on a dossier, whose truth is known: text, metadata, times, comments and other furniture.

    python -m evaluation.dossier_articles [DOSSIER] [--brief]

DOSSIER is a folder in the form of `src/according/dossier/SCHEMA.md`, by default that one. The text is measured in runs
of four words, as the public article extraction benchmark does; all else in items: what the page has, what was found,
what is both. Parts that stand apart (`apart` in the truth) are measured by whether one of their lines is a paragraph.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from according.article.blocks import squeeze
from according.article.extract import extract
from according.errors import PageError
from according.model import Article, Date, Furniture, Page

OWN = Path(__file__).parents[1] / "src" / "according" / "dossier"
# Later than every page of a dossier; a page is given as a file, so nothing is counted from this instant.
SEEN = "2035-01-01T00:00:00+00:00"
_RUN = 4
# A shorter line may stand in another by chance.
_LINE = 20


@dataclass(slots=True)
class Tally:
    """Of one kind: how many the truth has, how many were found, how many are both, and what differs."""

    wanted: float = 0
    given: float = 0
    right: float = 0
    differences: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of the truth that was found; 1 where there is none."""
        return self.right / self.wanted if self.wanted else 1.0

    def add(self, page: str, wanted: Sequence[str], given: Sequence[str]) -> None:
        """Count what one page has and what was found on it, each as often as it occurs."""
        there, found = Counter(wanted), Counter(given)
        self.wanted += len(wanted)
        self.given += len(given)
        self.right += (there & found).total()
        self.differences += [f"{page}: missed {one}" for one in (there - found).elements()]
        self.differences += [f"{page}: wrongly {one}" for one in (found - there).elements()]


def main() -> int:
    """Read a dossier's pages, print figures and differences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dossier", type=Path, nargs="?", default=OWN, help="folder with truth.json and pages/")
    parser.add_argument("--brief", action="store_true", help="print the figures only")
    options = parser.parse_args()
    for kind, tally in measure(options.dossier).items():
        shares = f"precision {tally.precision:.3f}  recall {tally.recall:.3f}"
        print(f"{kind:17} {shares}  of {tally.wanted:g}, given {tally.given:.3g}")
        for difference in () if options.brief else tally.differences:
            print(f"    {difference}")
    return 0


def measure(dossier: Path) -> dict[str, Tally]:
    """Read the pages of a dossier and hold what was found against its truth, kind by kind."""
    truth = json.loads((dossier / "truth.json").read_text("utf-8"))
    bodies = json.loads((dossier / "bodies.json").read_text("utf-8"))
    tallies: dict[str, Tally] = {}
    for record in truth["pages"]:
        try:
            article = read(dossier, record)
        except PageError as refusal:
            tallies.setdefault("refused", Tally()).differences.append(str(refusal))
            continue
        _hold(tallies, record, bodies[record["id"]]["body"], article)
    return tallies


def read(dossier: Path, record: dict[str, Any]) -> Article:
    """The article of one page of a dossier, read as a file with its address beside it.

    Raises:
        PageError: the page cannot be read.
    """
    body = (dossier / "pages" / record["file"]).read_bytes()
    return extract(Page(record["file"], body, "html", SEEN, url=record["url"]))


def _hold(tallies: dict[str, Tally], record: dict[str, Any], body: str, article: Article) -> None:
    page = record["file"].removesuffix(".html")

    def add(kind: str, wanted: Sequence[str], given: Sequence[str]) -> None:
        tallies.setdefault(kind, Tally()).add(page, wanted, given)

    _hold_body(tallies.setdefault("body", Tally()), page, body, article)
    add("title", [record["title"]], [article.title] if article.title else [])
    add("byline", record["byline"], article.byline)
    add("agency", record["agency"], article.agency)
    for name, date in (("published", article.published), ("modified", article.modified)):
        add(name, _moments(record[name]), _moments(date))
    for kind in ("biography", "caption", "credit", "promo"):
        _hold_parts(tallies.setdefault(kind, Tally()), page, kind, record, body, article)
    add("in the text", [], leaks(record, body, article))
    wanted = [part for part in record["furniture"] if part["kind"] == "comment"]
    given = [part for part in article.furniture if part.kind == "comment"]
    add("comment", [_plain(part["text"]) for part in wanted], [_plain(part.text) for part in given])
    for what, of_truth, of_article in _COMMENT:
        add(f"comment {what}", [of_truth(one, wanted) for one in wanted], [of_article(one, given) for one in given])


def _hold_body(tally: Tally, page: str, body: str, article: Article) -> None:
    """Count as one page each: the shares, and not the runs, are averaged."""
    precision, recall = body_shares(body, article)
    if min(precision, recall) < 1:
        tally.differences.append(f"{page}: precision {precision:.3f}, recall {recall:.3f}")
        lines = {_plain(line) for line in body.split("\n\n")}
        given = {_plain(line) for line in article.text.split("\n\n")}
        tally.differences += [f"    wrongly {line[:150]}" for line in sorted(given - lines)]
        tally.differences += [f"    missed {line[:150]}" for line in sorted(lines - given)]
    _average(tally, precision, recall)


def _average(tally: Tally, precision: float, recall: float) -> None:
    """Let the tally's precision and recall be the averages of those of the pages so far."""
    count = tally.wanted
    averages = (tally.precision * count + precision) / (count + 1), (tally.recall * count + recall) / (count + 1)
    tally.wanted = count + 1
    tally.right = averages[1] * tally.wanted
    tally.given = tally.right / averages[0] if averages[0] else 0


def body_shares(body: str, article: Article) -> tuple[float, float]:
    """Precision and recall of an article's text in runs of four words."""
    there, found = _runs(body), _runs(article.text)
    common = (there & found).total()
    return common / max(found.total(), 1), common / max(there.total(), 1)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[start : start + _RUN]) for start in range(max(len(words) - _RUN, 0) + 1))


def _hold_parts(tally: Tally, page: str, kind: str, record: dict[str, Any], body: str, article: Article) -> None:
    """Match the parts of one kind; a caption and its credit may be one part, of either kind.

    A page has more around its text than the truth lists (its name, its sections, its bylines), so that a part counts
    as wrong only where its words are those of the text, or of a part of another kind.
    """
    alike = ("caption", "credit") if kind in ("caption", "credit") else (kind,)
    sought = [_plain(part["text"]) for part in record["furniture"] if part["kind"] == kind]
    others = [_plain(part["text"]) for part in record["furniture"] if part["kind"] not in alike]
    given = [_plain(part.text) for part in article.furniture if part.kind in alike]
    found = [text for text in sought if any(_holds(part, text) for part in given)]
    own = [_plain(part.text) for part in article.furniture if part.kind == kind]
    wrong = [
        part
        for part in own
        if (len(part) > _LINE and part in _plain(body)) or any(_holds(part, other) for other in others)
    ]
    tally.wanted += len(sought)
    tally.right += len(found)
    tally.given += len(found) + len(wrong)
    tally.differences += [f"{page}: missed {text[:150]}" for text in sought if text not in found]
    tally.differences += [f"{page}: wrongly {text[:150]}" for text in wrong]


def _holds(given: str, wanted: str) -> bool:
    return squeeze(wanted) in squeeze(given)


def leaks(record: dict[str, Any], body: str, article: Article) -> list[str]:
    """The paragraphs of an article that are, hold, or are part of what the truth sets apart from the text."""
    apart = [_plain(part["text"]) for part in (*record["furniture"], *record["apart"])]
    own = {_plain(line) for line in body.split("\n\n")}
    lines = [_plain(span.of(article.text)) for span in article.paragraphs]
    return [line for line in lines if line not in own and any(_overlap(line, text) for text in apart)]


def _overlap(line: str, text: str) -> bool:
    """Whether one is part of the other; a line that is short may stand in another by chance."""
    shorter, longer = sorted((line, text), key=len)
    return line == text or (len(shorter) > _LINE and shorter in longer)


def _moments(date: Date | dict[str, Any] | None) -> list[str]:
    """A time as [words], none as []; an instant is written in one way, with or without seconds in the truth."""
    if date is None:
        return []
    told = date if isinstance(date, dict) else asdict(date)
    start = datetime.fromisoformat(told["start"]).isoformat() if told["precision"] == "instant" else told["start"]
    return [f"{start} ({told['precision']})"]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _answered_in_truth(one: dict[str, Any], others: Sequence[dict[str, Any]]) -> str:
    return next((_plain(other["text"]) for other in others if other["id"] == one["answers"]), "nobody")


def _answered(one: Furniture, others: Sequence[Furniture]) -> str:
    return next((_plain(other.text) for other in others if other.id == one.answers), "nobody")


def _about(text: str, value: object) -> str:
    return f"{_plain(text)[:40]}… {value}"


# What is held of each comment beside its words: its name, how the truth has it, how the article has it.
_COMMENT: tuple[
    tuple[
        str,
        Callable[[dict[str, Any], Sequence[dict[str, Any]]], str],
        Callable[[Furniture, Sequence[Furniture]], str],
    ],
    ...,
] = (
    ("author", lambda one, _: _about(one["text"], one["author"]), lambda one, _: _about(one.text, one.author)),
    ("posted", lambda one, _: _about(one["text"], one["posted"]), lambda one, _: _about(one.text, one.posted)),
    (
        "posted at",
        lambda one, _: _about(one["text"], _moments(one["posted_at"])),
        lambda one, _: _about(one.text, _moments(one.posted_at)),
    ),
    ("votes", lambda one, _: _about(one["text"], one["votes"]), lambda one, _: _about(one.text, one.votes)),
    (
        "answers",
        lambda one, others: _about(one["text"], _answered_in_truth(one, others)),
        lambda one, others: _about(one.text, _answered(one, others)),
    ),
)


if __name__ == "__main__":
    sys.exit(main())
