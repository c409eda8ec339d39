"""How fast the desk answers readers: `python -m benchmarks.desk PLACE [--readers 20] [--seconds 60] [--pause 1]`.

PLACE is the path of a record for measuring only. Make it from the dossier (`according demo --no-serve --record PLACE`);
it is filled once, up to 5,000 made-up articles with 100,000 statements (see record.py) and one of 2,000 paragraphs.
They are put down as compared, since words made up by chance have nothing in common; what follows from the dossier is
put down sixty times under other ids, so that lists are long.

The desk is served in a process of its own on loopback. Each reader asks for one view after the other, drawn by chance,
and pauses between them as long as --pause says on average (seconds; 0: not at all). Times are by the wall, from asking
to the last byte. Sizes are of the answer's body, uncompressed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import accumulate
from urllib.parse import quote

import httpx
import numpy as np
from sqlalchemy import text

from according.comparison import COMPARER, lag, store
from according.comparison.reports import Report, texts_to_encode
from according.comparison.vectors import WIDTH
from according.model import Anchor, Span, identify
from according.record.record import Record
from benchmarks.record import WORDS, fill, made_up

ARTICLES = 5000
COPIES = 60
LONG = 2000


def prepare(record: Record) -> str:
    """Fill the record, once, and give the id of its long article."""
    fill(record, ARTICLES)
    long = _long()
    record.keep(*long)
    with record.changing() as connection:  # what was prepared for an earlier comparer stays as it is
        connection.execute(text('UPDATE compared SET "by" = :by'), {"by": COMPARER})
    with record.asking() as connection:
        waiting = lag.waiting(connection, COMPARER)
    for article in waiting:
        reading = record.reading(article)
        nothing = np.zeros(WIDTH, dtype=np.float32)
        with record.changing(synced=False) as connection:
            store.keep_report(connection, Report(reading, dict.fromkeys(texts_to_encode(reading), nothing)), COMPARER)
    with record.changing() as connection:
        if connection.scalar(text("SELECT count(*) FROM findings")) < 1000:
            for n in range(COPIES):
                _repeat(connection, f"{n:02}")
    return long[2].article.id


def _long():
    page, reading = made_up(ARTICLES + 1)
    told = reading.article.text[:400]
    starts = list(accumulate([len(told) + 2] * LONG, initial=0))[:LONG]
    article = replace(
        reading.article,
        text="\n\n".join([told] * LONG),
        paragraphs=tuple(Span(start, start + len(told)) for start in starts),
        anchors=(Anchor("paragraph", None),) * LONG,
    )
    first = reading.statements[0]
    statements = tuple(
        replace(
            first,
            id=identify("statement", article.id, "long", str(n)),
            source=replace(first.source, span=_moved(first.source.span, start)),
            cue=replace(first.cue, spans=tuple(_moved(s, start) for s in first.cue.spans)),
            content=replace(first.content, spans=tuple(_moved(s, start) for s in first.content.spans)),
        )
        for n, start in enumerate(starts[::4])
    )
    return page, None, replace(reading, article=article, statements=statements)


def _moved(span, by):
    return Span(span.start + by, span.end + by)


def _repeat(connection, tail: str) -> None:
    connection.execute(
        text(
            "INSERT INTO findings (kind, id, first_day, last_day, status, size, by_key, body) "
            "SELECT kind, id || :tail, first_day, last_day, status, size, by_key, replace(body, id, id || :tail) "
            "FROM findings WHERE length(id) = 21"
        ),
        {"tail": tail},
    )


def views(record: Record, long: str) -> Mapping[str, list[str]]:
    """The main views, and addresses of each to draw from."""
    chance = random.Random(5)
    lines = record.readings(limit=1000)
    usual = [chance.choice(WORDS[300:3000]) for _ in range(200)]
    articles = [line.article for line in chance.sample(lines, 200) if line.article != long]
    said = record.statements(limit=400)
    with record.asking() as connection:
        kinds = {
            kind: list(
                connection.scalars(
                    text("SELECT id FROM findings WHERE kind = :k AND length(id) = 21 LIMIT 50"), {"k": kind}
                )
            )
            for kind in ("story", "commitment", "claim")
        }
    return {
        "readings": ["/readings", *(f"/readings?after={quote(line.cursor)}" for line in lines[::20])],
        "readings with a word": [f"/readings?q={word}" for word in usual],
        "readings with a source": [f"/readings?source={word}" for word in WORDS[:50]],
        "a reading": [f"/articles/{article}" for article in articles],
        "a reading of 2,000 paragraphs": [f"/articles/{long}"],
        "a statement": [f"/statements/{one.statement.id}" for one in said],
        "search": [f"/search?q={word}" for word in usual],
        "sources": ["/sources"],
        "a source": [f"/source?name={quote(one.source or '')}" for one in said[:50]],
        "a ledger": [
            "/findings", "/commitments", "/claims", "/quotations", "/precedents", "/answers", "/origins", "/stories",
        ],
        "a story": [f"/stories/{number}" for number in kinds["story"]],
        "a commitment": [f"/commitments/{number}" for number in kinds["commitment"]],
        "a claim": [f"/claims/{number}" for number in kinds["claim"]],
        "readings.json": ["/readings.json"],
        "statements.json": ["/statements.json", "/statements.json?act=commit"],
        "events.json": ["/events.json"],
        "actors.json": ["/actors.json"],
        "sources.json": ["/sources.json"],
        "search.json": [f"/search.json?q={word}" for word in usual],
        "commitments.json": ["/commitments.json"],
    }  # fmt: skip


async def read(base: str, asked: Mapping[str, list[str]], readers: int, seconds: float, pause: float):
    """What each view took, in milliseconds, and its largest size."""
    times, sizes = defaultdict(list), defaultdict(int)
    until = time.monotonic() + seconds

    async def reader(chance: random.Random) -> None:
        async with httpx.AsyncClient(base_url=base, timeout=60, limits=httpx.Limits(keepalive_expiry=2)) as client:
            await asyncio.sleep(chance.random() * pause)
            while time.monotonic() < until:
                view = chance.choice(list(asked))
                began = time.perf_counter()
                answer = await client.get(chance.choice(asked[view]))
                times[view].append(1000 * (time.perf_counter() - began))
                answer.raise_for_status()
                sizes[view] = max(sizes[view], len(answer.content))
                await asyncio.sleep(chance.expovariate(1 / pause) if pause else 0)

    await asyncio.gather(*(reader(random.Random(n)) for n in range(readers)))
    return times, sizes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1)
    given = parser.parse_args()
    with Record.open(given.place) as record:
        long = prepare(record)
        print(record.counts())
        asked = views(record, long)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = (sys.executable, "-m", "according", "desk", "--port", str(port), "--record", given.place)
    with subprocess.Popen(serving, stdout=subprocess.DEVNULL) as desk:
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(base)
            for view in asked:  # each once, so that nothing is measured that happens only once
                httpx.get(base + asked[view][0], timeout=60)
            times, sizes = asyncio.run(read(base, asked, given.readers, given.seconds, given.pause))
        finally:
            desk.terminate()
    told(times, sizes, given)


def wait_for(base: str) -> None:
    for _ in range(300):
        try:
            httpx.get(f"{base}/about")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The desk does not answer.")


def told(times, sizes, given) -> None:
    everything = [taken for of_view in times.values() for taken in of_view]
    print(f"{given.readers} readers, pausing {given.pause:g} s, {given.seconds:g} s: {len(everything)} answers")
    print(f"{'view':32} {'asked':>6} {'median':>8} {'p95':>8} ms {'kB':>7}")
    for view, taken in [*times.items(), ("all views", everything)]:
        high = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
        print(
            f"{view:32} {len(taken):6} {statistics.median(taken):8.0f} {high:8.0f}    {sizes.get(view, 0) / 1000:7.0f}"
        )


if __name__ == "__main__":
    main()
