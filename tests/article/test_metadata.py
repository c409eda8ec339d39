"""Title, byline, agency, publisher: what a page says of its article, and where."""

from __future__ import annotations

import json

import pytest

from according.article.persons import credit
from tests.article.pages import REPORT, read, report, shared


def linked(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "Harbour stays closed", **values})}</script>'


@pytest.mark.parametrize(
    ("words", "people", "agencies"),
    [
        ("By Ada Lindt", ["Ada Lindt"], []),
        ("By ADA LINDT and BOB REVE, Associated Press", ["Ada Lindt", "Bob Reve"], ["Associated Press"]),
        ("Ada Lindt, AP Sports Writer", ["Ada Lindt"], ["Associated Press"]),
        ("Ada Lindt | Special to the Velmora Post", ["Ada Lindt"], []),
        ("Written by Sarah E. Lindt", ["Sarah E. Lindt"], []),
        ("Maria da Cunha Reis, MS, RD", ["Maria da Cunha Reis"], []),
        ("Malcolm Owe Monday, November 18, 2019", ["Malcolm Owe"], []),
        ("Carrie Arno November 15, 2019", ["Carrie Arno"], []),
        ("April Lund", ["April Lund"], []),
        ("Ada Lindt @adalindt", ["Ada Lindt"], []),
        ("Jo Marsh is a reporter", ["Jo Marsh"], []),
        ("REUTERS", [], ["Reuters"]),
        ("dpa/AFP", [], ["dpa", "Agence France-Presse"]),
        ("Текст: Венера Орлова", ["Венера Орлова"], []),
        ("November", [], []),
        ("is a reporter", [], []),
        ("Staff Reports", [], []),
        ("Velmora Post Editorial Team", [], []),
        ("https://facebook.example/ada", [], []),
        ("ada.lindt@example.org", [], []),
        ("The defence ministries of both states", [], []),
        ("admin", [], []),
    ],
)
def test_a_byline_names_people_and_agencies_and_nothing_else(
    words: str, people: list[str], agencies: list[str]
) -> None:
    told = credit(words)
    assert (list(told.people), list(told.agencies)) == (people, agencies)


def test_the_byline_is_found_with_its_place() -> None:
    article = report(
        head=linked(author=[{"@type": "Person", "name": "Ada Lindt"}, {"@type": "Person", "name": "Bo Reve"}])
    )
    assert article.byline == ("Ada Lindt", "Bo Reve")
    (found,) = [one for one in article.found if one.field == "byline"]
    assert (found.place, found.words) == ("JSON-LD 1 $.author[0]", "Ada Lindt")


def test_an_author_named_by_reference_is_found() -> None:
    graph = {"@graph": [{"@type": "NewsArticle", "headline": "Harbour stays closed", "author": {"@id": "#a"}},
                        {"@type": "Person", "@id": "#a", "name": "Ada Lindt"}]}  # fmt: skip
    assert report(head=f'<script type="application/ld+json">{json.dumps(graph)}</script>').byline == ("Ada Lindt",)


def test_a_visible_byline_that_names_more_people_is_taken() -> None:
    body = "<p class='article-byline'>By Ada Lindt, Bo Reve and Cy Holm</p>"
    article = read(f"<article><h1>Harbour stays closed</h1>{body}{report().text}</article>", linked(author="Ada Lindt"))
    assert article.byline == ("Ada Lindt", "Bo Reve", "Cy Holm")


def test_a_line_that_begins_with_by_is_a_byline_without_any_mark() -> None:
    article = read(f"<article><h1>Harbour</h1><p>By Ada Lindt on Tuesday, March 17th</p><div>{REPORT}</div></article>")
    assert article.byline == ("Ada Lindt",)
    assert len(article.paragraphs) == 4


def test_the_maker_of_a_claim_that_is_checked_is_no_author() -> None:
    review = {"@type": "ClaimReview", "author": {"@type": "Organization", "name": "Velmora Facts"},
              "itemReviewed": {"@type": "CreativeWork", "author": {"@type": "Person", "name": "Igor Slate"}}}  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(review)}</script>'
    claim = "<div class='statement-author'><h4 class='author'>Igor Slate</h4></div>"
    article = read(f"<article><h1>Harbour</h1>{claim}<div>{report().text}</div></article>", head)
    assert article.byline == ()


def test_an_agency_is_no_author_and_no_publisher_beside_the_house() -> None:
    head = linked(
        author={"@type": "Person", "name": "Reuters"}, publisher={"@type": "Organization", "name": "Associated Press"}
    )
    article = report(head=head + '<meta property="og:site_name" content="Velmora Post">')
    assert article.byline == ()
    assert set(article.agency) == {"Reuters", "Associated Press"}
    assert article.publisher == "Velmora Post"


def test_an_agency_named_in_the_dateline_is_kept() -> None:
    body = "<p>PORT OSK (AP) — The harbour of Velmora stays closed until spring, the minister of fisheries said on Tuesday evening.</p>"
    assert read(f"<article><h1>Harbour</h1>{body}{body.replace('Tuesday', 'Monday')}</article>").agency == (
        "Associated Press",
    )


def test_the_house_is_nobodys_name() -> None:
    head = linked(author={"@type": "Person", "name": "Velmora Post"}, publisher={"name": "Velmora Post"})
    assert report(head=head).byline == ()


def test_software_and_addresses_are_no_publishers() -> None:
    head = (
        linked(publisher={"name": "Blogger"}) + '<meta property="og:site_name" content="https://www.velmora.example">'
    )
    assert report(head=head + '<meta name="publisher" content="Velmora Post">').publisher == "Velmora Post"


def test_what_is_declared_overrides_the_page() -> None:
    article = report(
        head=linked(publisher={"name": "Other"}), publisher="Velmora Post", url="https://velmora.example/a"
    )
    assert article.publisher == "Velmora Post"
    assert article.url == "https://velmora.example/a"


def test_a_script_that_is_no_json_still_gives_what_can_be_read_of_it() -> None:
    broken = '{"@type": "NewsArticle", "headline": "Harbour stays closed", "text": "so-called "ice"", "datePublished": "2026-03-17T08:00:00Z"}'
    article = report(head=f'<script type="application/ld+json">{broken}</script>')
    assert article.published is not None
    assert article.published.start == "2026-03-17T08:00:00+00:00"


def test_the_articles_own_properties_count_wherever_they_stand() -> None:
    footer = """<div class="post-footer"><span itemprop="author" itemscope itemtype="http://schema.org/Person">by
        <span itemprop="name">Ada Lindt</span></span> <abbr itemprop="datePublished" title="2026-03-17T22:10:00+01:00">22:10</abbr></div>"""
    post = f'<div itemscope itemtype="http://schema.org/BlogPosting"><h3>Harbour stays closed</h3><div>{REPORT}</div>{footer}</div>'
    article = read(f"<h1>Ice Notes</h1>{post}", "<title>Ice Notes: Harbour stays closed</title>")
    assert article.title == "Harbour stays closed"
    assert article.byline == ("Ada Lindt",)
    assert article.published is not None
    assert article.published.start == "2026-03-17T22:10:00+01:00"


def test_an_agency_that_no_table_has_shares_the_houses_credit() -> None:
    head = '<meta property="og:site_name" content="VPR">'
    article = read(
        f"<article><h1>Harbour stays closed</h1><p class='byline'>Ada Lindt (VPR/Seawire)</p><div>{REPORT}</div></article>",
        head,
    )
    assert (article.byline, article.agency) == (("Ada Lindt",), ("Seawire",))


@pytest.mark.parametrize(("author", "agency"), [("Seawire", ("Seawire",)), ("Ada Lindt", ())])
def test_an_agency_that_no_table_has_is_named_by_dateline_and_data(author: str, agency: tuple[str, ...]) -> None:
    head = '<meta property="og:site_name" content="Velmora Post">' + linked(author={"name": author})
    text = REPORT.replace("<p>The harbour", "<p>PORT OSK, March 17 (Seawire) – The harbour", 1)
    assert read(f"<article><h1>Harbour stays closed</h1><div>{text}</div></article>", head).agency == agency


# --- on the shared pages, as a reader of them would say


@pytest.mark.parametrize(
    ("short", "byline", "agency", "publisher"),
    [
        ("042bb7b5", ("Sarah E. Needleman",), (), "Wall Street Journal"),
        ("05844573", ("Tom Krisher",), ("Associated Press",), "Connecticut Post"),
        ("06e5123e", (), ("Reuters",), "VentureBeat"),
        ("1ee91d1f", (), (), "POLYGRAPH.info"),
        ("1f765c48", ("Finian Cunningham",), (), "Sputnik International"),
        ("39d5c43b", (), ("Reuters",), "Deccan Herald"),
        ("776a1c04", ("Lisa Kaczke", "Trevor J. Mitchell"), (), "USA TODAY"),
        ("57d46c9d", ("Rodrigo Campos",), ("Reuters",), "Reuters"),
        ("7916ecca", (), (), "Al Jazeera"),
        ("b6906ca0", ("Louis Jacobson",), (), "PolitiFact"),
        ("c50845a7", ("Tariq Malik", "Mike Wall"), (), "Space"),
        ("7a664e40", ("Stefan Becket", "Kathryn Watson", "Grace Segers"), (), "CBS News"),
        ("8380689f", ("Dan Evon",), (), "Snopes.com"),
        ("961bd85c", (), (), "The Republic"),
        ("a6968f42", ("Meg Kinnard", "Errin Haines"), ("Associated Press",), "Connecticut Post"),
        ("bdb56ac8", ("Carrie Arnold",), (), "Quanta Magazine"),
        ("ecb46e3e", (), ("Associated Press",), "Times Union"),
    ],
)
def test_the_shared_pages_name_their_writers(
    short: str, byline: tuple[str, ...], agency: tuple[str, ...], publisher: str
) -> None:
    article = shared(short)
    assert (article.byline, article.agency, article.publisher) == (byline, agency, publisher)
