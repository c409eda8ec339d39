"""Pages made to hang, to exhaust or to deceive: each is read, or refused with a sentence."""

from __future__ import annotations

import pytest

from according.article.extract import extract
from according.article.limits import MAX_BYTES, MAX_TAGS, check_markup
from according.errors import PageError
from according.model import Page
from tests.article.pages import REPORT, SEEN


def page(html: str | bytes, charset: str | None = None) -> Page:
    body = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    return Page("hostile.html", body, "html", SEEN, charset=charset)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<div>" * 100_000 + "x", "tags"),
        ("<div>" * 2_000 + "x", "deep"),
        ("<b>" * 2_000 + "x", "deep"),
        ("<p>word" * 200_000, "tags"),
        ("<a href=x>" * 100_000, "tags"),
        (f"<p class='{'x' * 10_000_000}'>", "bytes"),
        (f"<p class='{'x' * 2_000_000}'>{REPORT}", "tag longer"),
        ("word " * 4_200_000, "bytes"),
        ("<" * 4_000_000, "tags"),
        ("<!-- " * 1_000, "empty"),
        ('<a "' * 1_000, "no running text"),
        (" \n" * 1_000, "empty"),
        ("", "empty"),
    ],
)
def test_a_page_that_would_cost_too_much_is_refused_with_a_sentence(html: str, reason: str) -> None:
    with pytest.raises(PageError, match=reason) as refused:
        extract(page(html))
    assert "hostile.html" in str(refused.value)


def test_the_limits_are_checked_before_any_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def parser(*_: object) -> None:
        raise AssertionError("a parser saw the page")

    monkeypatch.setattr("according.article.extract.parse", parser)
    for html in ("<div>" * 2_000, "<p>x" * (MAX_TAGS + 1), "x" * (MAX_BYTES + 1)):
        with pytest.raises(PageError):
            extract(page(html))


@pytest.mark.parametrize(
    "hostile",
    [
        f"<script type='application/ld+json'>{'[' * 200_000}{']' * 200_000}</script>",
        "<script type='application/ld+json'>" + '{"a":' * 200_000 + "1" + "}" * 200_000 + "</script>",
        "<script type='application/ld+json'>[" + '{"@type":"Comment","text":"a"},' * 20_000 + "{}]</script>",
        "<script>" + "if (a < b) { document.write('<div>') }" * 10_000 + "</script>",
        f"<p class='{'x ' * 200_000}'>Menu</p>",
        "<div>" * 200,
        "<!-- " + "<div>" * 50_000 + " -->",
        "<div>" + "line<br><br>" * 2_000 + "</div>",
    ],
)
def test_hostile_markup_beside_a_report_does_not_keep_it_from_being_read(hostile: str) -> None:
    article = extract(page(f"<html><body>{hostile}<article><h1>Harbour</h1>{REPORT}</article></body></html>"))
    assert "Tilda Maran told reporters at the quay" in article.text


def test_entities_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY a{number} "&a{number - 1};&a{number - 1};">' for number in range(1, 60))
    article = extract(page(f'<!DOCTYPE html [<!ENTITY a0 "ha">{entities}]><body><p>&a59;</p>{REPORT}</body>'))
    assert len(article.text) < 2_000


def test_five_thousand_paragraphs_are_read() -> None:
    body = "".join(
        f"<p>Boat {number} lies at the <a href=/q>quay</a> since day {number * 7}, said <i>its owner</i>.</p>"
        for number in range(5_000)
    )
    assert len(extract(page(f"<html><body><article>{body}</article></body></html>")).paragraphs) == 5_000


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a<p>b" * 500,
        "<ul>" + "<li>a" * 500,
        "<table>" + "<tr><td>a<td>b" * 500,
        "<br><img src=a><hr>" * 500,
        "<a>x" * 500,
    ],
)
def test_optional_end_tags_and_void_elements_are_no_depth(markup: str) -> None:
    check_markup(markup, "a")


def test_nul_and_lone_surrogates_become_the_replacement_character() -> None:
    words = (
        "The harbour\x00 of Velmora \ud800 stays closed until spring, the minister said on Tuesday, after long talks."
    )
    article = extract(page(f"<html><body><p>{words}</p><p>&#0; {words.replace('spring', 'May')}</p></body></html>"))
    assert "\x00" not in article.text
    assert "The harbour\ufffd of Velmora" in article.text
    article.text.encode("utf-8")
    plain = extract(Page("a.txt", b"One\x00 two.", "text", SEEN))
    assert plain.text == "One\ufffd two."


WORDS = (
    "Le président a dit « non » à Genève — “encore” — et l’été s’achève sans accord sur le port de Velmora, selon lui."
)


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (WORDS.encode("utf-8"), None),
        (WORDS.encode("utf-8-sig"), "iso-8859-1"),
        (WORDS.encode("utf-8"), "iso-8859-1"),
        (WORDS.encode("cp1252"), "iso-8859-1"),
        (WORDS.encode("cp1252"), "utf-8"),
        (WORDS.encode("cp1252"), None),
        (WORDS.encode("cp1252"), "no-such-charset"),
        (WORDS.encode("utf-16"), None),
        (WORDS.encode("utf-16"), "utf-8"),
        (WORDS.encode("utf-16-le"), None),
        (WORDS.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_bytes_are_read_whatever_their_label_says(body: bytes, charset: str | None) -> None:
    assert extract(Page("a.txt", body, "text", SEEN, charset=charset)).text == WORDS


def test_the_pages_own_label_is_followed() -> None:
    words = (
        "Порт Вельмора останется закрытым до весны, сказала министр рыболовства во вторник после долгих переговоров."
    )
    html = f"<html><head><meta charset='windows-1251'></head><body><p>{words}</p><p>{words[::-1]}</p></body></html>"
    assert words in extract(page(html.encode("cp1251"))).text


def test_one_broken_byte_does_not_change_the_charset() -> None:
    body = WORDS.encode() * 3
    assert extract(Page("a.txt", body[:200] + b"\xff" + body[200:], "text", SEEN)).text.count("président") == 3


def test_utf_7_is_no_charset_for_a_page() -> None:
    assert extract(
        Page("a.txt", b"+ADw-script+AD4- said the minister.", "text", SEEN, charset="utf-7")
    ).text.startswith("+ADw-")
