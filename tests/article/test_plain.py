"""Plain text divided into the report and what was copied along with it."""

from __future__ import annotations

import json

import pytest

from according.article.extract import extract
from according.article.plain import divide
from according.model import Article, Declared, Page
from tests.article.pages import SEEN, SHARED

COPIED = """via Velmora Commons / Getty Images

The harbour of Velmora stays closed until spring, the minister said on Tuesday.

“Nobody will put to sea from here,” Tilda Maran told reporters at the quay.

Send Captain Rook back to the council [SIGN NOW]

Ada Lindt is the harbour correspondent of Velmora Morning Post. She has sailed since she was a child.

Notify of
Newest Most Voted
View all comments
Jo Ann
Jo Ann
1 year ago

This is for the council to decide, and not for us.

2 years ago

Boats first!
"""


def text_page(text: str, **declared: str) -> Article:
    return extract(Page("copied.txt", text.encode(), "text", SEEN, declared=Declared(**declared)))


def test_a_copied_page_is_divided_into_its_parts() -> None:
    article = text_page(COPIED)
    assert article.text == COPIED
    assert [span.of(COPIED)[:11] for span in article.paragraphs] == ["The harbour", "“Nobody wil"]
    kinds = [(part.kind, part.text[:12]) for part in article.furniture]
    assert kinds == [
        ("credit", "via Velmora "), ("promo", "Send Captain"), ("biography", "Ada Lindt is"), ("widget", "Notify of"),
        ("widget", "Newest Most "), ("widget", "View all com"), ("comment", "This is for "), ("comment", "Boats first!"),
    ]  # fmt: skip
    assert all(part.span is not None and part.span.of(COPIED) == part.text for part in article.furniture)


def test_comments_have_their_author_and_their_time_as_shown() -> None:
    first, second = (part for part in text_page(COPIED).furniture if part.kind == "comment")
    assert (first.author, first.posted, first.posted_at) == ("Jo Ann", "1 year ago", None)
    assert (second.author, second.posted) == (None, "2 years ago")


def test_the_biography_tells_who_wrote_it_and_for_whom() -> None:
    article = text_page(COPIED)
    assert (article.byline, article.publisher) == (("Ada Lindt",), "Velmora Morning Post")
    assert {one.field for one in article.found} == {"byline", "publisher"}


def test_a_byline_and_a_date_line_are_read() -> None:
    article = text_page(
        "By Ada Lindt, Associated Press\n\nPublished 12 March 2026 08:15 GMT\n\nThe harbour stays closed.\n\nSo it is."
    )
    assert (article.byline, article.agency) == (("Ada Lindt",), ("Associated Press",))
    assert article.published is not None
    assert (article.published.start, article.published.basis) == ("2026-03-12T08:15:00+00:00", "page")
    assert len(article.paragraphs) == 2


def test_what_is_declared_is_taken() -> None:
    article = text_page(COPIED, published="2026-03-17", publisher="Velmora Post", url="https://velmora.example/a")
    assert article.published is not None
    assert (article.published.start, article.publisher, article.url) == (
        "2026-03-17",
        "Velmora Post",
        "https://velmora.example/a",
    )


def test_wrapped_lines_are_one_paragraph_and_long_lines_are_each_one() -> None:
    wrapped = "The harbour of Velmora stays closed until spring, the minister\nof fisheries said on Tuesday, after talks that had lasted all\nnight.\n\nShe left."
    assert len(divide(wrapped).paragraphs) == 2
    lines = "\n".join(
        f"{number} boats lie at the quay, and their owners have asked the minister when they may leave it again, she said on Tuesday."
        for number in range(4)
    )
    assert len(divide(lines).paragraphs) == 4


@pytest.mark.parametrize(
    "paragraph",
    [
        "Share prices fell on Tuesday, the bank said.",
        "Tilda Maran is the minister of fisheries and a former editor of the Velmora Post.",
        "“Subscribe to the truth,” he said.",
        "By Tuesday the ice had gone.",
        "Photo: none.",
        "Comments",
        "1 year ago",
    ],
)
def test_a_single_paragraph_is_never_furniture(paragraph: str) -> None:
    division = divide(paragraph)
    assert [span.of(paragraph) for span in division.paragraphs] == [paragraph]
    assert (division.furniture, division.remarks) == ((), ())


def test_who_is_spoken_of_in_the_report_has_no_biography_in_it() -> None:
    text = "“We wait,” said Maran.\n\nThe harbour is closed.\n\nTilda Maran is the director of the harbour."
    assert len(divide(text).paragraphs) == 3


def test_every_word_of_a_file_is_somewhere() -> None:
    article = text_page(COPIED.replace("\n", "\r\n"))
    told = [span.of(article.text) for span in article.paragraphs] + [part.text for part in article.furniture]
    for word in ("Velmora Commons", "quay", "SIGN NOW", "sailed", "Boats first!"):
        assert any(word in words for words in told)


# --- on the shared texts


def test_the_model_case_gives_exactly_its_parts() -> None:
    folder = SHARED / "reserve-force"
    if not folder.exists():
        pytest.skip("the shared texts are not beside this checkout")
    text, parts = (folder / "page.txt").read_text("utf-8"), json.loads((folder / "page.json").read_text("utf-8"))
    article = extract(Page("page.txt", text.encode(), "text", SEEN))
    assert article.text == text
    assert [span.of(text) for span in article.paragraphs] == parts["body"]
    for kind in ("credit", "promo", "biography", "widget"):
        assert [part.text for part in article.furniture if part.kind == kind] == parts[kind]
    comments = [part for part in article.furniture if part.kind == "comment"]
    assert [{"author": one.author, "posted": one.posted, "text": one.text} for one in comments] == parts["comment"]
    assert (list(article.byline), article.publisher, article.title) == (parts["byline"], parts["publisher"], None)


def test_news_texts_come_through_whole() -> None:
    texts = sorted((SHARED / "polnear" / "dev" / "text").glob("*.txt"))
    if not texts:
        pytest.skip("the shared texts are not beside this checkout")
    for path in texts:
        text = path.read_text("utf-8")
        division = divide(text)
        spans = [*division.paragraphs, *(part.span for part in division.furniture)]
        assert sum(len("".join(span.of(text).split())) for span in spans) == len("".join(text.split())), path.name
        assert len(division.furniture) <= 1, path.name


def test_no_paragraph_of_the_gold_is_furniture() -> None:
    gold = SHARED / "gold" / "dev.jsonl"
    if not gold.exists():
        pytest.skip("the gold is not beside this checkout")
    for line in gold.read_text("utf-8").splitlines():
        assert divide(json.loads(line)["paragraph"]).furniture == ()
