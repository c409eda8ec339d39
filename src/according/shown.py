"""How one finding looks in a terminal, with everything it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from rich.text import Text

from according.brief_page import where
from according.dates import day_words, readable
from according.findings import Finding, Origin, Passage
from according.model import Date
from according.quoting import quoted
from according.terminal import clean, out

# Fields that are sentences, whose days are read; the others are as the JSON has them.
_SENTENCES = ("why", "question")


def print_finding(finding: Finding | Origin) -> None:
    """Print one finding, or one origin, with all it rests on, each word with where it stands."""
    for line in _told(finding, ""):
        out.print(Text(line))


def _told(value: object, indent: str) -> Iterator[str]:
    """A finding's fields line by line, in the order and under the names that its JSON has."""
    if not is_dataclass(value):
        return
    for field in fields(value):
        part = getattr(value, field.name)
        name = f"{indent}{field.name.replace('_', ' ')}"
        match part:
            case None | () | "":
                pass
            case Passage():
                yield f"{name}: {_shown(part)}"
            case Date():
                yield f"{name}: {day_words(part)}"
            case tuple():
                yield f"{name}:"
                for one in part:
                    yield from _item(one, f"{indent}  ")
            case _ if is_dataclass(part):
                yield f"{name}:"
                yield from _told(part, f"{indent}  ")
            case _:
                yield f"{name}: {clean(readable(part) if field.name in _SENTENCES else str(part))}"


def _item(one: object, indent: str) -> Iterator[str]:
    if isinstance(one, Passage):
        yield f"{indent}– {_shown(one)}"
    elif is_dataclass(one):
        first, *rest = _told(one, f"{indent}  ")
        yield f"{indent}– {first.strip()}"
        yield from rest
    else:
        yield f"{indent}– {clean(str(one))}"


def _shown(passage: Passage) -> str:
    leads_to = passage.statement or passage.event or passage.article
    return f"{clean(quoted(passage.words))} – {clean(where(passage))} ({leads_to})"
