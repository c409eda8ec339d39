"""Words of a page between quotation marks: one pair, whatever marks the words have themselves."""

from __future__ import annotations

import re

# What opens a quotation, each with what closes it; a German one ends as an English one begins.
_CLOSING = {"“": "”", "„": "“", "«": "»", '"': '"'}
# Double marks within a quotation become single ones of the same shape.
_SINGLE = str.maketrans("“”„", "‘’‚")
_OPENING_STRAIGHT = re.compile(r'(?<![^\s([—–“‘„‚«])"(?=\S)')


def quoted(words: str) -> str:
    """Words in one pair of quotation marks, on one line; words that are one quotation keep their own.

    Not a letter is changed, only the marks within: those that would stand beside ours become single ones.

    >>> quoted("we will go"), quoted("“We will go,”"), quoted("“We will go")
    ('“we will go”', '“We will go,”', '“We will go”')
    >>> quoted("He spoke of “a farce”")
    '“He spoke of ‘a farce’”'
    """
    line = _on_a_line(words)
    return line if _is_one_quotation(line) else f"“{_nested(_half_open(line))}”"


def bare(words: str) -> str:
    """Words on one line, without the quotation marks around them.

    A mark whose partner stands outside of the words, since the quotation goes on there, is left out too.
    """
    line = _on_a_line(words)
    return line[1:-1].strip() if _is_one_quotation(line) else _half_open(line)


def _on_a_line(words: str) -> str:
    return " ".join(words.split())


def _is_one_quotation(line: str) -> bool:
    """Whether the mark at the beginning is closed by the one at the end, and not before."""
    closing = _CLOSING.get(line[:1])
    if closing is None or len(line) < len("“”") + 1 or line[-1] != closing:
        return False
    opening, within = line[0], line[1:-1]
    if opening == closing:
        return opening not in within
    depth = 1
    for mark in within:
        depth += (mark == opening) - (mark == closing)
        if depth == 0:
            return False
    return True


def _half_open(line: str) -> str:
    """The line without a mark at its beginning or end that has no partner in it."""
    closing = _CLOSING.get(line[:1])
    if closing is not None and closing not in line[1:]:
        return line[1:].strip()
    opening = next((mark for mark, end in _CLOSING.items() if end == line[-1:] and end != "“"), None)
    if opening is not None and opening not in line[:-1]:
        return line[:-1].strip()
    return line


def _nested(line: str) -> str:
    # A straight mark that has no partner may stand for inches.
    if line.count('"') % 2 == 0:
        line = _OPENING_STRAIGHT.sub("‘", line).replace('"', "’")
    return line.translate(_SINGLE)
