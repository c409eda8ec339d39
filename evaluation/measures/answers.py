"""Answers and earlier coverage against the truth: which are found, by whom, and tied to what."""

from __future__ import annotations

from according.comparison.comparison import Comparison
from according.findings import Answer, EarlierMention
from evaluation.truth import Item, Truth


def measure(truth: Truth, comparison: Comparison) -> tuple[list[str], list[str]]:
    """Figures, and a line for each difference; both lists are samples, so that only misses count."""
    answered, missed = _answers(truth, [one for one in comparison.each("answer") if isinstance(one, Answer)])
    mentions = [one for one in comparison.each("earlier") if isinstance(one, EarlierMention)]
    earlier, untied = _earlier(truth, mentions)
    return [*answered, *earlier], [*missed, *untied]


def _answers(truth: Truth, found: list[Answer]) -> tuple[list[str], list[str]]:
    items = truth.lists["answers"]
    pairs = [(item, [one for one in found if answers(truth, item, one)]) for item in items]
    tied = [item["id"] for item, ours in pairs if any(to_the_same(truth, item, one) for one in ours)]
    lines = [f"missed {item['id']}: {item['by']} {item['words']}" for item, ours in pairs if not ours]
    lines += [
        f"{item['id']}: to {[passage.words[:70] for one in ours for passage in one.to]}, not {item['to']}"
        for item, ours in pairs
        if ours and item["id"] not in tied
    ]
    got = sum(bool(ours) for _, ours in pairs)
    return [f"answers: {got} of {len(items)} found, {len(tied)} to what it answers; {len(found)} given"], lines


def answers(truth: Truth, item: Item, one: Answer) -> bool:
    """Whether an answer of ours is one of the truth."""
    told = (one.passage, *one.again)
    if item["statement"] and any(passage.statement in truth.ours(item["statement"]) for passage in told):
        return True
    return any(truth.shows(passage, item["page"], item["words"]) for passage in told)


def to_the_same(truth: Truth, item: Item, one: Answer) -> bool:
    """Whether an answer is tied to a wording of what the truth says that it answers."""
    wanted = _words_of(truth, item["to"])
    return any(truth.shows(passage, page, words) for passage in one.to for page, words in wanted)


def _words_of(truth: Truth, number: str) -> list[tuple[str, str]]:
    """The pages and words of a commitment, claim, saying, event or statement."""
    for name in ("commitments", "claims"):
        for item in truth.lists[name]:
            if item["id"] == number:
                return [place for statement in item["statements"] for place in _words_of(truth, statement)]
    for item in truth.lists["sayings"]:
        if item["id"] == number:
            return [place for wording in item["wordings"] for place in _words_of(truth, wording["statement"])]
    for item in truth.lists["events"]:
        if item["id"] == number:
            return [(item["page"], item["words"])]
    item = truth.statement[number]
    words = item["content"] if isinstance(item["content"], list) else [item["content"]]
    return [(item["page"], part) for part in words]


def _earlier(truth: Truth, found: list[EarlierMention]) -> tuple[list[str], list[str]]:
    items = truth.lists["earlier"]
    pairs = [(item, [one for one in found if truth.shows(one.passage, item["page"], item["words"])]) for item in items]
    right = [item["id"] for item, ours in pairs if any(refers_right(truth, item, one) for one in ours)]
    lines = [f"missed {item['id']}: {item['words']}" for item, ours in pairs if not ours]
    lines += [
        f"{item['id']}: to {[one.refers_to and one.refers_to.words[:80] for one in ours]}, not {item['refers_to']}"
        for item, ours in pairs
        if ours and item["id"] not in right
    ]
    got = sum(bool(ours) for _, ours in pairs)
    tied = sum(one.refers_to is not None for one in found)
    return [
        f"earlier: {got} of {len(items)} found, {len(right)} tied as the truth has it; {len(found)} given, {tied} tied"
    ], lines


def refers_right(truth: Truth, item: Item, one: EarlierMention) -> bool:
    """Whether a mention is tied to the words, or the page, that the truth has, or to nothing where that has nothing."""
    wanted = item["refers_to"]
    if wanted is None or one.refers_to is None:
        return wanted is None and one.refers_to is None
    if wanted in truth.readings:
        return bool(truth.page_of.get(one.refers_to.article) == wanted)
    return any(truth.shows(one.refers_to, page, words) for page, words in _words_of(truth, wanted))
