"""The article's text: which paragraphs it has, where each stands in the page, and what is kept out of it."""

from __future__ import annotations

import json

import pytest
from lxml.html import document_fromstring

from according.article.blocks import squeeze
from according.article.extract import extract
from according.model import Page
from tests.article.pages import REPORT, SEEN, html_page, of_kind, paragraphs, read, report, shared, shared_pages


def test_the_paragraphs_are_the_pages_words_joined_by_a_blank_line() -> None:
    article = report()
    assert len(article.paragraphs) == 4
    assert article.text == "\n\n".join(paragraphs(article))
    assert paragraphs(article)[1].startswith(
        "“Nobody will put to sea from here before the ice has gone,” Tilda Maran told"
    )


def test_each_paragraph_names_the_node_that_has_its_words() -> None:
    page = html_page(f"<div id=top>Menu</div><article><h1>Harbour</h1>{REPORT}</article>")
    article = extract(page)
    tree = document_fromstring(page.body.decode())
    for words, anchor in zip(paragraphs(article), article.anchors, strict=True):
        assert anchor.xpath is not None
        (node,) = tree.xpath(anchor.xpath)
        assert " ".join(node.text_content().split()) == words


def test_nothing_in_the_words_is_normalised_but_white_space() -> None:
    article = report(
        inside="<p>It costs 5\u00a0000 krones, said Rene\u0301 Å\u030angström, 👩‍🚒 and שלום\n  عليكم to all of them there.</p>"
    )
    assert (
        "It costs 5\u00a0000 krones, said Rene\u0301 Å\u030angström, 👩‍🚒 and שלום عليكم to all of them there."
        in article.text
    )


def test_a_subheading_stays_and_is_marked_as_one() -> None:
    article = report(inside="<h2>What the villages say</h2>")
    kinds = dict(zip(paragraphs(article), (anchor.kind for anchor in article.anchors), strict=True))
    assert kinds["What the villages say"] == "subheading"
    assert list(kinds.values()).count("paragraph") == 4


@pytest.mark.parametrize(
    ("markup", "words", "kind"),
    [
        (
            "<figure><img src=a.jpg><figcaption>Boats at the quay.</figcaption></figure>",
            "Boats at the quay.",
            "caption",
        ),
        ("<div class='wp-caption-text'>Ice in the bay.</div>", "Ice in the bay.", "caption"),
        ("<div><img src=a.jpg><br><small>A frozen rope.</small></div>", "A frozen rope.", "caption"),
        ("<div class='pull-quote'>“Nobody will put to sea”</div>", "“Nobody will put to sea”", "widget"),
        ("<div class='article-related'><a href=/x>Ten boats that sank</a></div>", "Ten boats that sank", "promo"),
        (
            "<p><a href='/other'>Velmora’s mayor resigns over bridge</a></p>",
            "Velmora’s mayor resigns over bridge",
            "promo",
        ),
        ("<div class='newsletter-signup'><p>Get our letter.</p></div>", "Get our letter.", "promo"),
        ("<div class='share-bar'><span>Send this on</span></div>", "Send this on", "widget"),
        ("<p>Photo: Ada Lindt/Velmora Post</p>", "Photo: Ada Lindt/Velmora Post", "credit"),
        ("<p>READ MORE: Velmora’s mayor resigns</p>", "READ MORE: Velmora’s mayor resigns", "promo"),
    ],
)
def test_furniture_inside_the_text_is_set_apart_in_its_role(markup: str, words: str, kind: str) -> None:
    article = report(inside=markup)
    assert words not in article.text
    assert words in [part.text for part in of_kind(article, kind)]
    assert len(article.paragraphs) == 4


def test_the_headline_is_the_title_and_no_paragraph() -> None:
    article = report()
    assert article.title == "Harbour stays closed"
    assert "Harbour stays closed" not in article.text


def test_a_layout_class_hides_no_text() -> None:
    article = read(f"<div class='main has-sidebar related-layout'><h1>Harbour</h1>{REPORT}</div>")
    assert len(article.paragraphs) == 4


def test_a_short_line_between_two_paragraphs_is_not_lost() -> None:
    article = report(inside="<p>“No.”</p>")
    assert "“No.”" in paragraphs(article)


def test_a_text_cut_into_containers_of_one_class_is_one_text() -> None:
    extra = "<p>The council will meet again in a week to hear what the institute has found, its speaker told this paper.</p>"
    parts = f"<div class='body-part'>{REPORT}</div><div class='ad'>Buy a boat</div><div class='body-part'>{extra}</div>"
    article = read(f"<article><h1>Harbour</h1><div>{parts}</div></article>")
    assert paragraphs(article)[-1].startswith("The council will meet again")
    assert "Buy a boat" not in article.text


def test_two_line_breaks_end_a_paragraph_and_one_does_not() -> None:
    lines = REPORT.replace("<p>", "").replace("</p>", "<br><br>").replace("talks that had", "talks that<br>had")
    article = read(f"<article><h1>Harbour</h1><div>{lines}</div></article>")
    assert len(article.paragraphs) == 4
    assert "talks that\nhad\nlasted" in article.text.replace("had lasted", "had\nlasted")


def test_links_lead_from_words_of_the_text_to_addresses_of_the_web() -> None:
    article = report(
        inside="<p>The <a href='/ice'>weekly table</a> was first reported by <a href='javascript:x()'>others</a> in May of this year.</p>"
    )
    assert [(link.span.of(article.text), link.url) for link in article.links] == [
        ("weekly table", "https://news.example.org/ice")
    ]


def test_a_message_quoted_from_a_network_is_part_of_the_report() -> None:
    tweet = "<div class='social-embed'><blockquote class='twitter-tweet'><p>The ice is thick enough for a lorry, I drove one over it.</p></blockquote></div>"
    assert "I drove one over it." in report(inside=tweet).text


def test_reading_a_page_twice_or_after_another_gives_the_same() -> None:
    first = report()
    for _ in range(3):
        report(inside="<p>Another sentence that stands here only once in a while, and is long enough.</p>")
    assert report() == first


def test_a_page_without_markup_for_its_text_is_refused_with_a_sentence() -> None:
    with pytest.raises(Exception, match="holds no running text"):
        read("<img src=a.jpg>")


def test_a_text_that_is_too_short_for_precision_is_read_all_the_same() -> None:
    article = read("<article><h1>Quake</h1><p>A quake shook Port Osk at noon, the institute said.</p></article>")
    assert article.text == "A quake shook Port Osk at noon, the institute said."


def test_a_text_that_stands_in_the_pages_data_alone_is_kept_and_says_so() -> None:
    words = (
        "The harbour of Velmora stays closed until spring, the minister of fisheries said on Tuesday, after long talks."
    )
    head = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "articleBody": words})}</script>'
    article = read("<div id=app></div>", head)
    assert words in article.text
    assert {anchor.xpath for anchor in article.anchors} == {None}


def test_the_language_is_that_of_the_text_and_not_of_the_label() -> None:
    german = "<p>Der Hafen von Velmora bleibt bis zum Frühjahr geschlossen, sagte die Ministerin für Fischerei am Dienstag nach langen Gesprächen.</p>"
    assert (
        read(
            f"<article><h1>Hafen</h1>{german}<p>Die Boote liegen seit November fest, und niemand will hinaus.</p></article>"
        ).language
        == "de"
    )


# --- on the shared pages


TABLED = f"""
<table><tr><td colspan=2><b>VELPRESS</b> News Agency of Velmora</td></tr>
<tr><td colspan=2><a href="/">Home</a> <a href="/c">Council</a> <a href="/w">Weather</a></td></tr>
<tr><td><b>Rates</b><br>Crown 3.41<br>Mark 7.02</td><td><div>Tuesday, 17 March 2026</div><span>Harbour stays closed</span><br><br>
{REPORT}<a href="/print">Print version</a></td></tr><tr><td colspan=2>Whoever quotes us names VELPRESS as the source.</td></tr></table>
"""


def test_a_table_that_lays_the_page_out_leaves_the_cell_with_the_report() -> None:
    article = read(TABLED, "<title>VELPRESS - Harbour stays closed</title>")
    assert paragraphs(article) == paragraphs(report())
    assert article.title == "Harbour stays closed"
    assert article.published is not None
    assert article.published.start == "2026-03-17"


def test_a_quotation_set_in_a_box_a_second_time_is_no_paragraph() -> None:
    article = report("<blockquote class='big'><p>Nobody will put to sea from here</p></blockquote>")
    assert paragraphs(article) == paragraphs(report())


def test_a_quotation_in_a_box_that_stands_there_once_is_a_paragraph() -> None:
    quoted = "“The ice will tell us when it is ready, and not the council,” the letter of the harbour master said."
    assert quoted in paragraphs(report(f"<blockquote><p>{quoted}</p></blockquote>"))


def test_the_name_of_the_section_and_the_line_of_the_writer_are_no_paragraphs() -> None:
    line = "<p class='by-whom'>Ada Lindt, Velmora Post staff · 17 March 2026, 23:05</p>"
    meta = "<meta name='author' content='Ada Lindt'>"
    article = read(
        f"<article><div><p>World</p><h1>Harbour stays closed</h1>{line}<section>{REPORT}</section></div></article>",
        meta,
    )
    assert paragraphs(article) == paragraphs(report())
    assert article.byline == ("Ada Lindt",)


def test_a_part_is_known_by_its_test_id_where_its_class_says_nothing() -> None:
    article = report(
        "<div class='css-x1' data-testid='newsletter-promo'><p>Ice Letter: our harbour desk, every Friday</p></div>"
    )
    assert paragraphs(article) == paragraphs(report())


def test_a_picture_in_a_table_has_its_caption_in_the_next_row() -> None:
    article = report(
        "<table><tr><td><img src='a.jpg'></td></tr><tr><td>Boats in the ice <i>Lindt/Post</i></td></tr></table>"
    )
    assert [part.text for part in of_kind(article, "caption")] == ["Boats in the ice Lindt/Post"]
    assert paragraphs(article) == paragraphs(report())


def test_every_paragraph_of_the_shared_pages_has_its_node() -> None:
    articles = [shared(short) for short in list(shared_pages())[:40]]
    anchors = [anchor for article in articles for anchor in article.anchors]
    assert sum(anchor.xpath is not None for anchor in anchors) >= 0.98 * len(anchors)


def test_no_furniture_leaks_into_the_text_of_the_shared_pages() -> None:
    for short in list(shared_pages())[:40]:
        article = shared(short)
        told = {squeeze(words) for words in paragraphs(article)}
        for part in article.furniture:
            if part.kind in ("comment", "biography"):
                assert not told & {squeeze(line) for line in part.text.split("\n") if len(line) > 40}, (
                    short,
                    part.text,
                )


def test_spans_are_exact_on_the_shared_pages() -> None:
    for short in list(shared_pages())[:40]:
        article = shared(short)
        assert article.text == "\n\n".join(paragraphs(article))
        assert all(words == words.strip() != "" for words in paragraphs(article))


def test_a_page_given_as_bytes_of_another_media_type_keeps_its_place() -> None:
    page = Page("letter.html", REPORT.encode(), "html", SEEN)
    assert extract(page).place == "letter.html"
    assert extract(page).page == page.id
