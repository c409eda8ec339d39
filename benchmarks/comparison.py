"""How the time of comparing grows with the record: `python -m benchmarks.comparison FOLDER [ARTICLES ...]`.

Records of 1,000, 10,000 and 100,000 articles (or as many as are named) are made in FOLDER, which takes up to half an
hour and ten gigabytes, unless they are there from an earlier run of the same version of the comparison; see
`worlds.py`. To each the pages of one further world are added, one by one, and after each the comparison catches up:
that is timed, without reading and without the encoder, whose time depends on the page alone and is given beside it.
Then the ledgers are asked for pages. Each record is measured in a process of its own, so that its memory is told
apart, and as a copy, so that the next run finds no more pages in it. With all three sizes the curve is drawn in
docs/comparison-scale.svg.

Real pages have quoted words in common by chance, and a record has ever more of these: as many pages as
`benchmarks/neighbours.py` leads one to expect are made neighbours of each page that is added. None of these is the same
page of another world, or one that quotes the same: these would quote one another, and not by chance.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from sqlalchemy import insert, select

from according.comparison import store
from according.comparison.comparison import AsOf, Comparison
from according.comparison.keys import QUOTED, hashed
from according.comparison.ledger import Wanted
from according.comparison.registry import KINDS
from according.comparison.reports import Report, texts_to_encode
from according.comparison.vectors import Encoder, Vectors, released
from according.findings import FindingKind
from according.model import Reading
from according.record.record import Record
from according.record.tables import articles, neighbour_keys
from benchmarks.worlds import APART, SAME_CALENDAR, Dossier, World, build, compared_dossier, is_current, same_page

SIZES = (1_000, 10_000, 100_000)
DRAWING = Path(__file__).parents[1] / "docs/comparison-scale.svg"
# How many of all pairs of articles that quote share a run of quoted words: see neighbours.py.
CHANCE = 0.00043
DERIVED = ("bonds", "members", "findings", "rests", "findings_then")
PAGES, ROUNDS, PAGE = 36, 5, 50
# The world that is added to every record, so that in each the same words are compared; no record has it.
ADDED = 5_000


class Remembered(Encoder):
    """Gives the texts of worlds the vectors of the dossier's in their place, turned as the world has them.

    A day that words name may be past in a world that is not in the dossier, so that what is pledged there for it is no
    pledge: not every text of the one is there in the other.
    """

    def __init__(self, worlds: Sequence[World]) -> None:
        self._vectors = {
            text: kept[number]
            for world in worlds
            for reading, kept in world.vectors()
            for number, text in texts_to_encode(reading).items()
            if number in kept
        }

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of one report's texts."""
        unknown = [text for text in texts if text not in self._vectors]
        self._vectors |= dict(zip(unknown, released().encode(unknown), strict=True)) if unknown else {}
        return np.stack([self._vectors[text] for text in texts])


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one record; times in milliseconds, memory and size in MiB."""

    articles: int
    spent: list[float]
    worked: list[float]
    near: list[int]
    pages: Mapping[str, Sequence[float]]
    rows: Mapping[str, int]
    size: float
    memory: float

    @property
    def median(self) -> float:
        """The processor time that half of the additions take at most."""
        return statistics.median(self.worked)

    @property
    def p95(self) -> float:
        """The processor time that 95 of 100 additions take at most."""
        return statistics.quantiles(self.worked, n=20)[-1]


def agreement(folder: Path, dossier: Dossier) -> Iterator[str]:
    """How far the rows of three worlds are what the comparison derives from their pages, table by table."""
    worlds = [
        (number, (date(2024 + years, 3, 1) - date(2024, 3, 1)).days) for number, years in enumerate(SAME_CALENDAR, 1)
    ]
    place = folder / "agreement.db"
    build(place, dossier, worlds, lambda _done: None)
    made = derived(place)
    with Record.open(place) as record:
        Comparison(record, Remembered([World(dossier, *world) for world in worlds])).rebuild()
    found = derived(place)
    for table in DERIVED:
        both = len(made[table] & found[table])
        yield f"{table:16} {len(made[table]):6} made {len(found[table]):6} derived {both:6} the same"


def derived(place: Path) -> dict[str, set[tuple[object, ...]]]:
    """The derived rows of a record; of bonds which there are, since their weights hang on how frequent words are."""
    with closing(sqlite3.connect(place)) as rows:
        return {
            table: set(rows.execute(f"SELECT {'kind, left, right' if table == 'bonds' else '*'} FROM {table}"))
            for table in DERIVED
        }


def make(folder: Path, articles: int) -> None:
    """Make the record with so many articles, unless it is there."""
    place = record_of(folder, articles)
    if is_current(place):
        return
    many = -(-articles // PAGES)
    begun = time.monotonic()

    def progress(done: int) -> None:
        if done % 100 == 0 or done == many:
            print(f"{done} of {many} worlds in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)

    build(place, compared_dossier(folder), [(number, _days(number)) for number in range(1, many + 1)], progress)


def measure(folder: Path, articles: int) -> Figures:
    """Add the pages of a further world to a record, and ask for pages of its ledgers."""
    made = record_of(folder, articles)
    place = made.with_suffix(".measured")
    shutil.copyfile(made, place)
    with Record.open(place) as record:
        world = World(compared_dossier(folder), ADDED, _days(-(-record.counts().articles // PAGES) + 1))
        spent, worked, near = add(record, Comparison(record, Remembered([world])), world)
        asked = dict(ask(record, world))
        rows = {str(kind.name): _count(place, "findings", kind.name) for kind in KINDS}
        rows |= {table: _count(place, table) for table in ("articles", "neighbour_keys", *DERIVED)}
    figures = Figures(articles, spent, worked, near, asked, rows, place.stat().st_size / 2**20, _most_memory())
    for copied in folder.glob(f"{place.name}*"):
        copied.unlink()
    return figures


def add(record: Record, comparison: Comparison, world: World) -> tuple[list[float], list[float], list[int]]:
    """Keep a world's readings one by one, comparing after each.

    Gives the times by the wall and of the process's CPU, and how many neighbours each had.
    """
    spent, worked, near = [], [], []
    quoted = {reading.article.id: hashed(QUOTED, QUOTED.seeks(Report(reading, {}))) for reading in world.readings()}
    for reading in world.readings():
        meet(record, reading.article.id, quoted)
        record.keep(world.page(reading), None, reading)
        began, start = time.perf_counter(), time.process_time()
        comparison.catch_up()
        spent.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - start))
        near.append(neighbours(record, reading))
    return spent, worked, near


def meet(record: Record, article: str, quoted: Mapping[str, set[int]]) -> None:
    """Give articles of any day a run of words that one quotes, as many as would have one by chance.

    Args:
        quoted: by the articles of a world, the keys of the runs that they quote.
    """
    runs, chance = sorted(quoted[article]), random.Random(article)
    if not runs:
        return
    quoting_the_same = {same_page(other) for other, theirs in quoted.items() if theirs & quoted[article]}
    with record.changing() as connection:
        every = connection.execute(select(articles.c.id, articles.c.first_day).order_by(articles.c.id)).all()
        others = [row for row in every if same_page(row.id) not in quoting_the_same]
        met = chance.sample(others, int(CHANCE * len(every) + chance.random()))
        rows = [{"key": chance.choice(runs), "day": row.first_day, "article": row.id} for row in met]
        if rows:
            connection.execute(insert(neighbour_keys).prefix_with("OR IGNORE"), rows)


def neighbours(record: Record, reading: Reading) -> int:
    """How many articles a reading was held against."""
    report = Report(reading, {})
    families = {family for kind in KINDS for family in kind.families}
    with record.asking() as connection:
        return len(set[str]().union(*(store.neighbours(connection, report, family) for family in families)))


def ask(record: Record, world: World) -> Iterator[tuple[str, list[float]]]:
    """The times of every question to every ledger."""
    comparison = Comparison(record)
    for kind in KINDS:
        for name, question in questions(comparison, kind.name, world):
            yield f"{kind.name}: {name}", [_timed(question) for _ in range(ROUNDS)]


def questions(comparison: Comparison, kind: FindingKind, world: World) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages that are asked for."""
    last = date(2024, 3, 10).toordinal() + world.days
    middle, late = (date.fromordinal(last - back).isoformat() for back in (world.days // 2, 20))

    def page(wanted: Wanted, as_of: AsOf | None = None, after: str | None = None) -> Callable[[], object]:
        return lambda: comparison.findings(kind, wanted, as_of=as_of, after=after, limit=PAGE)

    everything = Wanted()
    named = {
        "named by all": "Ministry",
        "named by one world": world.told(world.dossier.parts("Talmas")),
        "named by none": "zzzz",
    }
    status = {"commitment": "withdrawn", "precedent": "contradicted"}.get(kind)
    yield "first page", page(everything)
    yield "page in the middle", page(everything, after=f"{middle}~a")
    for called, name in named.items():
        yield called, page(Wanted(by=name))
    if status:
        yield f"{status}", page(Wanted(status=status))
        yield f"{status}, in the middle", page(Wanted(status=status), after=f"{middle}~a")
    yield "of a month", page(Wanted(since=middle, until=f"{middle[:8]}31"))
    yield "of ten members or more", page(Wanted(least=10))
    yield "as of a day in the middle", page(everything, AsOf(middle))
    yield "as of a day in the middle, second page", page(everything, AsOf(middle), f"{middle}~a")
    yield "as of twenty days ago", page(everything, AsOf(late))


def encoding(folder: Path) -> list[float]:
    """The time that the encoder takes for each page of a world."""
    texts = [list(texts_to_encode(reading).values()) for reading in World(compared_dossier(folder), 1, 0).readings()]
    return [_timed(partial(released().encode, some)) for some in texts]


def record_of(folder: Path, articles: int) -> Path:
    """Where the record with so many articles is."""
    return folder / f"comparison-{articles}.db"


def drawn(measured: Sequence[Figures]) -> str:
    """The curve: how long it takes to compare one article, by the number of articles on record."""
    most = 10 * (max(one.p95 for one in measured) // 8 + 1)
    across = {one.articles: 110 + 230 * place for place, one in enumerate(measured)}

    def height(value: float) -> float:
        return 270 - 210 * value / most

    lines = []
    for kind, name, values in (
        ("slow", "95 of 100", [one.p95 for one in measured]),
        ("usual", "median", [one.median for one in measured]),
    ):
        points = [(across[one.articles], height(value), value) for one, value in zip(measured, values, strict=True)]
        lines.append(f'<polyline class="{kind}" points="{" ".join(f"{x},{y:.1f}" for x, y, _ in points)}"/>')
        lines += [f'<circle class="{kind}" cx="{x}" cy="{y:.1f}" r="4"/>' for x, y, _ in points]
        lines += [f'<text x="{x}" y="{y - 10:.1f}" text-anchor="middle">{told:.0f} ms</text>' for x, y, told in points]
        lines.append(f'<text x="{points[-1][0] + 14}" y="{points[-1][1] + 5:.1f}">{name}</text>')
    lines += [f'<text x="{x}" y="292" text-anchor="middle">{articles:,}</text>' for articles, x in across.items()]
    body = "\n".join(lines)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 330" role="img" aria-labelledby="title">
<title id="title">Time to compare one more article, by the number of articles on record</title>
<style>
text {{ font: 14px system-ui, sans-serif; fill: #222 }}
polyline {{ fill: none; stroke-width: 2 }}
.usual {{ stroke: #0b5cad; fill: #0b5cad }}
.slow {{ stroke: #8a8a8a; fill: #8a8a8a }}
polyline.usual, polyline.slow {{ fill: none }}
.axis {{ stroke: #999 }}
@media (prefers-color-scheme: dark) {{ text {{ fill: #ddd }} }}
</style>
<text x="60" y="26">Milliseconds of processor time to compare one more article</text>
<line class="axis" x1="60" y1="270" x2="620" y2="270"/>
{body}
<text x="340" y="318" text-anchor="middle">articles on record</text>
</svg>
"""


def told(measured: Sequence[Figures]) -> Iterator[str]:
    """The figures as lines."""
    first = measured[0].median
    for one in measured:
        rows = ", ".join(f"{number:,} {name}" for name, number in one.rows.items())
        yield f"{one.articles:,} articles: {one.size:,.0f} MiB, {rows}"
        yield (
            f"  one more article: median {one.median:.0f} ms of processor time ({statistics.median(one.spent):.0f} ms "
            f"by the wall), 95 of 100 within {one.p95:.0f} ms; {one.median / first:.2f} times the first; "
            f"{statistics.median(one.near):.0f} neighbours, at most {max(one.near)}; "
            f"most memory {one.memory:,.0f} MiB"
        )
        ranked = sorted(one.pages.items(), key=lambda page: -statistics.median(page[1]))
        for name, times in ranked:
            yield f"  {name:58} {statistics.median(times):7.1f} ms, at first {times[0]:7.1f} ms"


def _days(number: int) -> int:
    return round(number * APART)


def _timed(question: Callable[[], object]) -> float:
    began = time.perf_counter()
    question()
    return 1000 * (time.perf_counter() - began)


def _count(place: Path, table: str, kind: str | None = None) -> int:
    with closing(sqlite3.connect(place)) as rows:
        narrowed = "WHERE kind = ?" if kind else ""
        (number,) = rows.execute(f"SELECT count(*) FROM {table} {narrowed}", (kind,) if kind else ()).fetchone()
    return int(number)


def _most_memory() -> float:
    """The most memory that this process had at once."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    folder = Path(sys.argv[1])
    sizes = tuple(map(int, sys.argv[2:])) or SIZES
    print(*agreement(folder, compared_dossier(folder)), sep="\n", flush=True)
    measured = []
    for size in sizes:
        make(folder, size)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as own:
            measured.append(own.submit(measure, folder, size).result())
    print(*told(measured), sep="\n")
    print(f"the encoder, for one article: median {statistics.median(encoding(folder)):.0f} ms")
    if sizes == SIZES:
        DRAWING.write_text(drawn(measured), encoding="utf-8")


if __name__ == "__main__":
    main()
