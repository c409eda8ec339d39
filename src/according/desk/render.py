"""The desk's pages as HTML: Jinja2 with everything escaped, and a missing value an error instead of a gap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from according import addresses, dates, legend, quoting, told_days
from according.comparison.judged import in_words
from according.desk import wording
from according.desk.guarding import csrf
from according.desk.marking import address_of, lead, source_name
from according.model import Statement
from according.record.answers import Hit

# Characters that turn or isolate the direction of what follows (Unicode Bidirectional Algorithm, X1 to X8), each with
# the character that ends it.
_OPENERS = {
    "\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
    "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069",
}  # fmt: skip
_CLOSERS = frozenset(_OPENERS.values())


def balanced(value: object) -> object:
    """End every change of direction that a text begins, so that none reaches what the desk writes behind it.

    Isolation in HTML (`<bdi>`) does not suffice: an isolate that a page leaves open swallows the end of ours.
    """
    if not isinstance(value, str) or isinstance(value, Markup) or not any(map(value.__contains__, _DIRECTIONS)):
        return value
    kept: list[str] = []
    waiting: list[str] = []
    for character in value:
        if character in _OPENERS:
            waiting.append(_OPENERS[character])
        elif character in _CLOSERS:
            if not waiting or waiting[-1] != character:
                continue  # it ends nothing of this text, so it would end something of ours
            waiting.pop()
        kept.append(character)
    return "".join((*kept, *reversed(waiting)))


_DIRECTIONS = (*_OPENERS, *_CLOSERS)
_TABLES = (
    "MARKS",
    "ACTS",
    "BANDS",
    "BANDS_FROM",
    "STANCES",
    "FORMS",
    "EVIDENCE",
    "BASES",
    "STATUSES",
    "TYPES",
    "LEGEND",
)


def environment() -> Environment:
    """The Jinja2 environment with the desk's templates, words and filters."""
    made = Environment(
        loader=PackageLoader("according.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=balanced,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "date_words": dates.date_words,
        "day_words": dates.day_words,
        "instant_words": dates.instant_words,
        "moment_words": dates.moment_words,
        "web_address": addresses.web_address,
        "counted": wording.counted,
        "disputants": wording.disputants,
        "outlet": addresses.outlet,
        "outlets_told": addresses.outlets_told,
        "passage_address": wording.passage_address,
        "readable": dates.readable,
        "quoted": quoting.quoted,
        "days_words": dates.days_words,
        "told_on": told_days.told_on,
        "days_told": told_days.days_told,
        "source_name": source_name,
        "in_words": _in_words,
        "lead_span": _lead_span,
        "address_of": address_of,
        "hit_address": _hit_address,
    }
    made.globals |= {name: getattr(legend, name) for name in _TABLES}
    made.globals |= {"FURNITURE": wording.FURNITURE, "csrf": csrf}
    return made


def _in_words(word: object) -> str:
    said = in_words(word)
    return dates.readable(said) if isinstance(word, Mapping) and "status" in word else said


def _lead_span(statement: Statement) -> str:
    span = lead(statement)
    return f"{span.start}-{span.end}" if span else "0-0"


def _hit_address(hit: Hit) -> str:
    if hit.statement:
        at = f"?at={hit.span.start}" if hit.span else ""
        return f"/articles/{hit.article}{at}#{hit.statement}"
    if hit.span:
        place = f"{hit.span.start}-{hit.span.end}"
        return f"/articles/{hit.article}?span={place}#s{place}"
    return f"/articles/{hit.article}"


_ENVIRONMENT = environment()


def page(template: str, here: str = "", status: int = 200, **values: Any) -> HTMLResponse:
    """Render a template; `here` is the path of the view that the navigation marks as the present one."""
    html = _ENVIRONMENT.get_template(template).render(here=here, **values)
    # A page may hold lone surrogates, which are characters of Python's text and of no encoding.
    return HTMLResponse(html.encode("utf-8", "replace"), status_code=status)
