"""Measure how often the actor of a source is the right one, on paragraphs written for it.

    python evaluation/actors.py [PARAGRAPHS.jsonl] [--declared FILE.yaml] [--errors] [--json]

Each line holds `text`, `actors` (by a letter: names, kinds, countries and sectors that are right, null where none
is right too), `sources` (span, words, and whose they are: a letter, or null where it must stay open), `quoted` (content
and source spans). A source is right when the actor found for its words has one of the names, and no source of another
letter has the same actor; an open one when none is found. Figures:

    resolved    share of sources that are right; the goal is .90
    references  the same, of pronouns, short names and definite descriptions only (all but a letter's first mention)
    open        the same, of those that must stay open
    kind, country, sector   of the sources resolved rightly, the share whose actor has one of those allowed
    share       time of finding actors, in parts of the parse's time
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from according.language import grammar, parse
from according.model import Actor, Article, Span, identify
from according.reading.actors import Cast, find_actors, read_actor_file
from according.reading.declared import DeclaredActor

HERE = Path(__file__).parent


def article_of(record: dict[str, Any]) -> Article:
    text = record["text"]
    return Article(
        id=identify("article", record["id"]), place=record["id"], url=None, title=None, byline=(), agency=(),
        publisher=None, published=None, modified=None, first_seen=None, language="en", text=text,
        paragraphs=(Span(0, len(text)),),
    )  # fmt: skip


def read(record: dict[str, Any], declared: Sequence[DeclaredActor], times: Counter[str]) -> Cast:
    article = article_of(record)
    start = time.perf_counter()
    parsed = parse(article.text, article.paragraphs)
    middle = time.perf_counter()
    spans = [Span(*source["span"]) for source in record["sources"]]
    quoted = [(Span(*content), Span(*source)) for content, source in record["quoted"]]
    cast = find_actors(article, parsed, spans, declared, quoted)
    times["parse"] += int(1e6 * (middle - start))
    times["actors"] += int(1e6 * (time.perf_counter() - middle))
    return cast


def plain(name: str) -> str:
    first, _, rest = name.replace("\u00a0", " ").strip().partition(" ")
    return (rest if rest and first.lower() in {"the", "a", "an"} else f"{first} {rest}".strip()).casefold()


def judge(record: dict[str, Any], cast: Cast) -> list[tuple[dict[str, Any], Actor | None, bool]]:
    """Each source with the actor found for it, and whether that is right."""
    found = [(source, cast.actor(Span(*source["span"]))) for source in record["sources"]]
    judged = []
    for source, actor in found:
        if source["actor"] is None or actor is None:
            judged.append((source, actor, source["actor"] is None and actor is None))
            continue
        names = {plain(name) for name in record["actors"][source["actor"]]["names"]}
        shared = any(
            other is not None and other.id == actor.id and one["actor"] != source["actor"] and one["actor"] is not None
            for one, other in found
        )
        judged.append((source, actor, plain(actor.name) in names and not shared))
    return judged


def measure(records: Sequence[dict[str, Any]], declared: Sequence[DeclaredActor], errors: bool) -> dict[str, Any]:
    count: Counter[str] = Counter()
    times: Counter[str] = Counter()
    grammar()
    # The lexicons are read once a process; that is not part of an article's time.
    read(records[0], declared, Counter())
    for record in records:
        cast, met = read(record, declared, times), set()
        for source, actor, right in judge(record, cast):
            letter = source["actor"]
            groups = ["resolved", *(["open"] if letter is None else []), *(["references"] if letter in met else [])]
            met.add(letter)
            for group in groups:
                count[group, "of"] += 1  # type: ignore[index]
                count[group, "right"] += right  # type: ignore[index]
            if right and actor is not None:
                tell(record, letter, actor, count, errors)
            elif not right and errors:
                sys.stderr.write(f"{record['id']} {source['words']!r} is {letter}, given {actor and actor.name!r}\n")
    figures: dict[str, Any] = {
        group: {"share": round(count[group, "right"] / max(1, count[group, "of"]), 3), "of": count[group, "of"]}  # type: ignore[index]
        for group in ("resolved", "references", "open", "kind", "country", "sector")
    }
    return {**figures, "paragraphs": len(records), "share": round(times["actors"] / times["parse"], 3)}


def tell(record: dict[str, Any], letter: str, actor: Actor, count: Counter[str], errors: bool) -> None:
    gold = record["actors"][letter]
    for field, allowed in (("kind", "kinds"), ("country", "countries"), ("sector", "sectors")):
        right = getattr(actor, field) in gold[allowed]
        count[field, "of"] += 1  # type: ignore[index]
        count[field, "right"] += right  # type: ignore[index]
        if errors and not right:
            sys.stderr.write(f"{record['id']} {actor.name!r}: {field} {getattr(actor, field)}, not {gold[allowed]}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paragraphs", type=Path, nargs="?", default=HERE / "actors.jsonl")
    parser.add_argument("--declared", type=Path, default=HERE / "actors-declared.yaml")
    parser.add_argument("--errors", action="store_true", help="name what is wrong, on standard error")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    lines = options.paragraphs.read_text(encoding="utf-8").split("\n")
    records = [json.loads(line) for line in lines if line.strip()]
    figures = measure(records, read_actor_file(options.declared), options.errors)
    if options.json:
        print(json.dumps(figures, indent=1))
        return
    for name, row in figures.items():
        print(f"{name:11}", f"{row['share']:.3f} of {row['of']}" if isinstance(row, dict) else row)


if __name__ == "__main__":
    main()
