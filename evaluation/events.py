"""Measure the events that According finds: on PLOVER's gold sentences, on annotated paragraphs, and on whole pages.

    python -m evaluation.events [--shared ../shared] [--half 1|2] [--errors] [--part plover|paragraphs|pages]

The scorers are those beside the data (`evaluate/events.py`, `evaluate/readings.py`). PLOVER's records and the
paragraphs are taken in two halves by the number of their line: frames were written looking at the first, the second
tells how they do on what was not looked at. Events of real pages are counted a 1,000 words; --errors prints misses.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from according.article.plain import divide
from according.contract import to_json
from according.language import parse_many
from according.model import Article, Date, Reading, Span, identify
from according.reading.reader import read_parsed

Record = dict[str, Any]


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"scorer_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"There is no scorer at {path}; give the folder of shared data with --shared.")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def load(path: Path, half: int | None) -> list[Record]:
    lines = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    return lines if half is None else lines[half - 1 :: 2]


def article_of(name: str, text: str, published: str | None) -> Article:
    day = Date(published, published, "day", "metadata") if published else None
    return Article(
        id=identify("article", name), place=name, url=None, title=None, byline=(), agency=(), publisher=None,
        published=day, modified=None, first_seen=None, language="en", text=text, paragraphs=(Span(0, len(text)),),
    )  # fmt: skip


def readings(records: Sequence[Record], text: str) -> Iterator[Reading]:
    articles = [article_of(record["id"], record[text], record.get("published")) for record in records]
    parsed = parse_many((article.text, article.paragraphs) for article in articles)
    for article, one in zip(articles, parsed, strict=True):
        yield read_parsed(article, one)


def plover(shared: Path, half: int | None, errors: bool) -> None:
    records = load(shared / "plover" / "dev.jsonl", half)
    found = {
        record["id"]: json.loads(to_json(one)) for record, one in zip(records, readings(records, "text"), strict=True)
    }
    scorer = module(shared / "evaluate" / "events.py")
    print(json.dumps(scorer.score(records, found), indent=1))
    if errors:
        for record in records:
            tell_plover(record, found[record["id"]], scorer)
        causes = Counter(cause for record in records for cause in why_wrong(record, found[record["id"]], scorer))
        print(*(f"{count:4} {cause}" for cause, count in causes.most_common()), sep="\n")


def why_wrong(record: Record, reading: Record, scorer: ModuleType) -> Iterator[str]:
    """What is wrong with the foremost event, by cause; nothing where its type and all countries are right."""
    if not reading["events"]:
        yield "type: no event"
        return
    answer = reading["events"][0]
    if scorer.coded(answer) != record["event"]:
        rest = {scorer.coded(one) for one in reading["events"]}
        yield "type: right one not foremost" if record["event"] in rest else "type: another"
        return
    for gold_side, side in (("source", "actor"), ("target", "recipient")):
        true = {party["country"] for party in record[gold_side]} - {None}
        parties = answer[side]
        said = set(scorer.countries(reading, parties))
        if true == said:
            continue
        if not parties:
            yield f"{side}: none found"
        elif not said:
            yield f"{side}: country not known"
        elif not true:
            yield f"{side}: gold has none"
        elif said & {"UNO", "EUR", "NGO", "ISM"}:
            yield f"{side}: code of a body (gold has IGO or IMG)"
        else:
            yield f"{side}: another country, or not all"


def tell_plover(record: Record, reading: Record, scorer: ModuleType) -> None:
    text = reading["article"]["text"]
    every = [
        (one["plover_type"], one["type"], one["status"], text[slice(*one["trigger"])], *(
            [(text[slice(*party["span"])], sorted(scorer.countries(reading, [party]))) for party in one[side]]
            for side in ("actor", "recipient")
        ))
        for one in reading["events"]
    ]  # fmt: skip
    answer = reading["events"][0] if reading["events"] else None
    sides = [frozenset(filter(None, (party["country"] for party in record[side]))) for side in ("source", "target")]
    typed = answer is not None and scorer.coded(answer) == record["event"]
    right = typed and sides == [scorer.countries(reading, answer[side]) for side in ("actor", "recipient")]
    if not right:
        print("PARTY" if typed else "TYPE ", record["id"], sorted(sides[0]), sorted(sides[1]), text)
        for one in every:
            print("        ", *one)


def paragraphs(shared: Path, half: int | None, errors: bool) -> None:
    scorer, convert = module(shared / "evaluate" / "readings.py"), module(shared / "evaluate" / "convert.py")
    for name in ("gold/dev.jsonl", "reserve-force/gold.jsonl"):
        records = load(shared / name, half if name.startswith("gold") else None)
        guesses = {
            record["id"]: convert.gold(json.loads(to_json(one)))
            for record, one in zip(records, readings(records, "paragraph"), strict=True)
        }
        figures = scorer.score(records, guesses)
        print(
            name,
            *(f"\n  {key} {figures[key]}" for key in ("event", "event_status", "event_parties", "given_as_happened")),
        )
        if errors:
            for record in records:
                tell_paragraph(record, guesses[record["id"]], scorer)


def tell_paragraph(record: Record, guess: Record, scorer: ModuleType) -> None:
    pairs = scorer.best_pairs(record["events"], guess["events"], scorer.event_weight)
    lines = [f"   missed {one}" for one in record["events"] if not any(one is gold for gold, _ in pairs)]
    lines += [f"   extra  {one}" for one in guess["events"] if not any(one is said for _, said in pairs)]
    for gold, said in pairs:
        sides = [side for side in ("actor", "recipient") if not scorer.names_agree(gold[side], said[side])]
        if gold["status"] != said["status"] or sides:
            lines.append(f"   differs {gold}\n           {said}")
    if lines:
        print("##", record["id"], record["paragraph"], *lines, sep="\n")


def pages(shared: Path, errors: bool) -> None:
    truth = json.loads((shared / "pages" / "truth.json").read_text("utf-8"))

    texts = [(name, row["body"]) for name, row in truth.items()]
    parsed = parse_many((text, divide(text).paragraphs) for _, text in texts)
    words, types = 0, Counter[str]()
    for (name, text), one in zip(texts, parsed, strict=True):
        reading = read_parsed(article_of(name, text, "2019-11-19"), one)
        words += len(text.split())
        types.update(event.type for event in reading.events)
        if errors:
            for event in reading.events:
                start, end = event.trigger
                print(
                    name,
                    event.type,
                    event.status,
                    "|",
                    " ".join(text[max(0, start - 70) : start].split()),
                    f"[{text[start:end]}]",
                    " ".join(text[end : end + 60].split()),
                )
    found = sum(types.values())
    print(f"{len(texts)} pages, {words} words, {found} events, {1000 * found / words:.2f} a 1,000 words")
    print(dict(types.most_common()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder of shared data")
    parser.add_argument("--half", type=int, choices=(1, 2), help="only the odd (1) or the even (2) lines")
    parser.add_argument("--part", choices=("plover", "paragraphs", "pages"), help="only this part")
    parser.add_argument("--errors", action="store_true", help="print misses")
    options = parser.parse_args()
    start = time.perf_counter()
    if options.part in {None, "plover"}:
        plover(options.shared, options.half, options.errors)
    if options.part in {None, "paragraphs"}:
        paragraphs(options.shared, options.half, options.errors)
    if options.part in {None, "pages"}:
        pages(options.shared, options.errors)
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
