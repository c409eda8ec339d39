"""How long the record takes to keep and to answer: `python benchmarks/record.py PLACE [ARTICLES]`.

PLACE is a path or URL of a record for measuring only, which is filled up to ARTICLES (default 5,000) made-up articles
of 700 words and 20 statements each; the words are as frequent as in language (Zipf). Times are of this process's own
CPU, so that other work on the machine does not show, and by the wall; on PostgreSQL the server's work is in the latter.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import accumulate

from according.model import (
    Actor,
    Anchor,
    Article,
    Date,
    Hop,
    Page,
    Party,
    Reading,
    Span,
    Statement,
    Words,
    identify,
)  # fmt: skip
from according.record.filters import Filters
from according.record.record import Record

ROUNDS = 9
CHANCE = random.Random(3)
SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnprstvw" for vowel in "aeiou"]
WORDS = ["".join(CHANCE.choices(SYLLABLES, k=CHANCE.randint(2, 4))) for _ in range(30_000)]
WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))


def words(number: int) -> list[str]:
    return CHANCE.choices(WORDS, cum_weights=WEIGHTS, k=number)


def made_up(number: int) -> tuple[Page, Reading]:
    """An article of 700 words with 8 actors and 20 statements."""
    page = Page(f"{number}.html", str(number).encode(), "html", "2031-05-02T10:00:00Z")
    article, told = identify("article", page.id), words(700)
    starts = [0, *accumulate(len(word) + 1 for word in told)]

    def span(first: int, many: int) -> Span:
        return Span(starts[first], starts[first + many] - 1)

    actors = tuple(
        Actor(identify("actor", article, str(n)), f"Name {CHANCE.choice(WORDS[:2000])}", "person", "XAA", None, None,
              (span(n, 1),))
        for n in range(8)
    )  # fmt: skip
    statements = tuple(
        Statement(
            id=identify("statement", article, str(n)),
            within=None,
            form="indirect",
            act=CHANCE.choice(("assert", "commit", "deny", "accuse", None)),
            stance="neutral",
            source=Party(span(n * 30, 2), CHANCE.choice(actors).id),
            cue=Words((span(n * 30 + 2, 1),)),
            content=Words((span(n * 30 + 3, 20),)),
            chain=(Hop("Name", None, actors[0].id, "originator", "text"),),
        )
        for n in range(20)
    )
    day = f"20{CHANCE.randint(20, 31)}-{CHANCE.randint(1, 12):02}-{CHANCE.randint(1, 28):02}"
    text = " ".join(told)
    return page, Reading(
        reader="0.1.0",
        unread=None,
        article=Article(
            article, page.place, None, " ".join(words(8)), (), (), f"Outlet {CHANCE.randint(1, 40)}",
            Date(day, day, "day", "metadata"), None, None, "en", text, (Span(0, len(text)),),
            anchors=(Anchor("paragraph", None),), page=page.id,
        ),
        actors=actors,
        statements=statements,
    )  # fmt: skip


def fill(record: Record, number: int) -> None:
    spent: list[float] = []
    for each in range(record.counts().articles, number):
        page, reading = made_up(each)
        start = time.process_time()
        record.keep(page, None, reading)
        spent.append(time.process_time() - start)
    if spent:
        print(f"{'keep':32} {1000 * statistics.median(spent):8.1f} ms")


def questions(record: Record) -> Iterator[tuple[str, Callable[[], object]]]:
    first = record.readings(limit=1)[0].article
    commonest, common, usual, rare = WORDS[0], WORDS[20], WORDS[300], WORDS[20_000]
    yield "counts", record.counts
    yield "a reading", lambda: record.reading(first)
    yield "the newest readings", record.readings
    yield "readings of a publisher", lambda: record.readings(Filters(publisher="outlet 7"))
    yield "readings with a source", lambda: record.readings(Filters(source=WORDS[5]))
    yield "readings with no such source", lambda: record.readings(Filters(source="nobody"))
    yield "readings with an act in a year", lambda: record.readings(Filters(act="commit", since="2025", until="2025"))
    yield "readings with a usual word", lambda: record.readings(text=usual)
    yield "sources", record.sources
    yield "what a source said", lambda: record.said_by(f"Name {WORDS[5]}")
    yield "search the commonest word", lambda: record.search(commonest)
    yield "search a common word", lambda: record.search(common)
    yield "search a usual word", lambda: record.search(usual)
    yield "search a rare word", lambda: record.search(rare)
    yield "search a common word by act", lambda: record.search(common, Filters(act="commit", since="2025"))


def main() -> None:
    place, number = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    with Record.open(place) as record:
        fill(record, number)
        print(record.counts())
        for name, ask in questions(record):
            ask()
            spent, wall = [], []
            for _ in range(ROUNDS):
                start, began = time.process_time(), time.perf_counter()
                ask()
                spent.append(time.process_time() - start)
                wall.append(time.perf_counter() - began)
            print(
                f"{name:32} {1000 * statistics.median(spent):8.1f} ms CPU {1000 * statistics.median(wall):8.1f} ms wall"
            )


if __name__ == "__main__":
    main()
