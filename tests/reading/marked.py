"""Sentences with a statement's parts marked: [source] {cue} <content>; unmarked, parsed and looked up."""

from __future__ import annotations

import re

from according.language import ParsedText, parse
from according.model import Span
from according.reading.attributions import Attribution

PARTS = {"[": "source", "{": "cue", "<": "content"}


def marked(text: str) -> tuple[ParsedText, Attribution]:
    """The parsed text without its marks, and the attribution that they mark."""
    found: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    plain, opened = "", ("", 0)
    for piece in re.split(r"([\[\]{}<>])", text):
        if piece in PARTS:
            opened = PARTS[piece], len(plain)
        elif piece in {"]", "}", ">"}:
            found[opened[0]].append(Span(opened[1], len(plain)))
        else:
            plain += piece
    parsed = parse(plain, (Span(0, len(plain)),))
    return parsed, Attribution(tuple(found["source"]), tuple(found["cue"]), tuple(found["content"]), 1.0)
