"""Readings of invented pages, put together by their words: one as an editor meets it, one as an attacker writes it."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from according.model import (
    Actor,
    Anchor,
    Article,
    Certainty,
    Condition,
    Date,
    Event,
    Form,
    Found,
    Furniture,
    Hop,
    Link,
    Page,
    Party,
    Reading,
    Span,
    Statement,
    Words,
    identify,
)  # fmt: skip

PARAGRAPHS = (
    (
        "Marshal Ilse Varga told Kanal 5 on Tuesday that the guard stands ready to cross the Lenn, but only if the "
        "governor asks for it. “We will not wait for permission from abroad,” she said, “and we may move within days.”"
    ),
    (
        "According to the Harbour Courier, officials in Osterland said that Varga had told them the bridges were "
        "mined. The ministry denies it."
    ),
    "What neighbours say",
    "“Nobody wants this,” Prime Minister Tomas Reil warned. He likely expects talks in March, a person close to him said.",
)
TEXT = "\n\n".join(PARAGRAPHS)
MARKUP = "".join(
    f"<h2>{words}</h2>\n" if words == "What neighbours say" else f"<p>{words}</p>\n" for words in PARAGRAPHS
)
HTML = (
    "<!doctype html><html><head><title>Guard ready, says marshal</title>"
    '<script>alert("from the page")</script><style>body{display:none}</style></head><body>'
    '<h1>Guard “ready” on the Lenn</h1><img src="https://tracker.example/pixel.gif" onerror="alert(1)">'
    f'<div id="story">\n{MARKUP}</div>'
    '<a href="javascript:alert(2)">more</a><form action="https://evil.example"><input name="q"></form></body></html>'
)
PAGE = Page(
    place="varga.html",
    body=HTML.encode(),
    media_type="html",
    seen="2024-03-06T07:00:00Z",
    url="https://courier.example/varga",
)


def at(text: str, words: str, after: str = "") -> Span:
    """The place of `words` in `text`, the first one behind the words `after`."""
    start = text.index(words, text.index(after) + len(after))
    return Span(start, start + len(words))


def spans_of(paragraphs: tuple[str, ...]) -> tuple[Span, ...]:
    start, spans = 0, []
    for words in paragraphs:
        spans.append(Span(start, start + len(words)))
        start += len(words) + 2
    return tuple(spans)


def article(page: Page = PAGE, paragraphs: tuple[str, ...] = PARAGRAPHS) -> Article:
    nodes = ("/html/body/div/p[1]", "/html/body/div/p[2]", "/html/body/div/h2", "/html/body/div/p[3]")
    kinds = ["subheading" if words == "What neighbours say" else "paragraph" for words in paragraphs]
    text = "\n\n".join(paragraphs)
    return Article(
        id=identify("article", page.id),
        place=page.place,
        url=page.url,
        title="Guard “ready” on the Lenn",
        byline=("Mara Lind",),
        agency=("NPA",),
        publisher="Harbour Courier",
        published=Date("2024-03-05T18:30:00+02:00", "2024-03-05T18:30:00+02:00", "instant", "metadata"),
        modified=None,
        first_seen=Date(page.seen, page.seen, "instant", "none"),
        language="en",
        text=text,
        paragraphs=spans_of(paragraphs),
        anchors=tuple(
            Anchor("subheading" if kind == "subheading" else "paragraph", nodes[index] if index < len(nodes) else None)
            for index, kind in enumerate(kinds)
        ),
        furniture=(
            Furniture("caption", None, "/html/body/figcaption", "The bridge at Lennfurt. Photo: NPA", "fcaption"),
            Furniture("promo", None, "/html/body/aside", "Subscribe for half the price.", "fpromo"),
            comment("fc1", "Nobody asked the people of Lennfurt.", "osk", "2 hours ago", votes=12),
            comment("fc2", "Second thread.", None, "1 hour ago", votes=-3),
            comment("fc3", "They did, in 2019.", "reader7", "1 hour ago", votes=4, answers="fc1"),
        ),
        links=(Link(at(text, "Harbour Courier"), "https://courier.example/"),) if "Harbour Courier" in text else (),
        found=(
            Found("published", "$.datePublished of JSON-LD 1", "2024-03-05T18:30:00+02:00"),
            Found("publisher", "meta og:site_name", "Harbour Courier"),
        ),
        page=page.id,
    )


def comment(
    ident: str, text: str, author: str | None, posted: str, votes: int | None = None, answers: str | None = None
) -> Furniture:
    return Furniture("comment", None, "/html/body/ol/li", text, ident, author, posted, None, votes, answers)


def statement(
    text: str, source: str | None, cue: str, *content: str, after: str = "", form: Form = "indirect"
) -> Statement:
    spans = tuple(at(text, words, after) for words in content)
    held = at(text, source, after) if source else None
    return Statement(
        id=identify("statement", source or "", cue, *content),
        within=None,
        form=form,
        act="assert",
        stance="neutral",
        source=Party(held, None),
        cue=Words((at(text, cue, after),)),
        content=Words(spans),
        chain=(Hop(source, held, None, "originator", "text"),) if source else (),
    )


def reading(reader: str = "0.1.0") -> Reading:
    told = article()
    text = told.text
    ready = statement(
        text, "Marshal Ilse Varga", "told",
        "the guard stands ready to cross the Lenn, but only if the governor asks for it",
    )  # fmt: skip
    kanal = Hop("Kanal 5", at(text, "Kanal 5"), None, "venue", "text")
    ready = replace(
        ready,
        act="commit",
        chain=(*ready.chain, kanal),
        condition=Condition("only if", at(text, "the governor asks for it")),
        said_on=Date("2024-03-05", "2024-03-05", "day", "text", at(text, "on Tuesday")),
    )
    wait = replace(
        statement(
            text, "she", "said", "“We will not wait for permission from abroad,”", "“and we may move within days.”",
            after="it. ", form="direct",
        ),
        act="threaten",
        certainty=Certainty(at(text, "may"), "even", at(text, "we may move within days")),
        chain=(Hop("Marshal Ilse Varga", at(text, "she", "it. "), "avarga", "originator", "text"), kanal),
        source=Party(at(text, "she", "it. "), "avarga"),
    )  # fmt: skip
    courier = statement(
        text, "the Harbour Courier", "According to",
        "officials in Osterland said that Varga had told them the bridges were mined",
    )  # fmt: skip
    officials = replace(
        statement(
            text, "officials in Osterland", "said", "Varga had told them the bridges were mined", after="Courier"
        ),
        within=courier.id,
        stance="distances",
        stance_span=at(text, "According to"),
        chain=(
            Hop("officials in Osterland", at(text, "officials in Osterland"), None, "originator", "text"),
            Hop(
                "the Harbour Courier",
                at(text, "the Harbour Courier"),
                None,
                "relay",
                "text",
                "https://courier.example/",
            ),
        ),
    )
    mined = replace(
        statement(text, "Varga", "had told", "the bridges were mined", after="said that"),
        within=officials.id,
        addressee=(Party(at(text, "them"), None),),
    )
    denied = replace(statement(text, "The ministry", "denies", "it", after="mined."), act="deny")
    nobody = replace(
        statement(text, "Prime Minister Tomas Reil", "warned", "“Nobody wants this,”", form="direct"), act="assess"
    )
    talks = replace(
        statement(text, "a person close to him", "said", "He likely expects talks in March", after="Reil"),
        act="assess",
        certainty=Certainty(at(text, "likely"), "likely", at(text, "expects talks in March")),
        due=Date("2024-03-01", "2024-03-31", "month", "text", at(text, "in March")),
    )
    return Reading(
        reader=reader,
        unread=None,
        article=told,
        actors=(Actor("avarga", "Marshal Ilse Varga", "person", "XAA", None, "marshal", (at(text, "Marshal Ilse Varga"),)),),
        statements=(ready, wait, courier, officials, mined, denied, nobody, talks),
        events=(
            Event(
                identify("event", "cross"), at(text, "cross"), "MOBILIZE", "MOBILIZE", None, "conditional", ready.id,
                actor=(Party(at(text, "the guard"), None),), recipient=(Party(at(text, "the Lenn"), None),),
            ),
        ),
    )  # fmt: skip


HOSTILE_WORDS = (
    "<script>alert('title')</script>",
    "</title><img src=x onerror=alert(1)>",
    "\u202egnp.exe \u2066 left open",
    "x" * 300,
    "👩‍🚒 e\u0301 \u0301alone",
    "{{ 7 * 7 }}",
    "&lt;b&gt;twice&lt;/b&gt;",
)


def hostile() -> tuple[Page, Reading]:
    """A page whose every field holds markup, scripts, direction overrides, long words or templates."""
    words = " · ".join(HOSTILE_WORDS)
    paragraph = f"{words} said {words}"
    page = replace(
        PAGE,
        place='"><script>alert("place")</script>.html',
        body=f"<title>{words}</title><p>{escape(words)} said {escape(words)}".encode(),
        url="javascript:alert(3)",
    )
    base = article(page, (paragraph,))
    source, content = Span(0, len(words)), Span(len(words) + 6, len(paragraph))
    return page, Reading(
        reader="0.1.0",
        unread=f"Not read: {words}",
        article=replace(
            base,
            title=words,
            byline=(words,),
            agency=(words,),
            publisher=words,
            language="<b>",
            published=Date("<b>yesterday</b>", None, "day", "page"),
            furniture=(comment("fx", words, words, words, answers="fx"), comment("fy", words, "\u202eeve", words, answers="fz")),
            links=(Link(source, "javascript:alert(4)"), Link(content, "data:text/html,<script>alert(5)</script>")),
            found=(Found(words, words, words),),
        ),
        statements=(
            Statement(
                id=identify("statement", "hostile"), within=None, form="indirect", act="assert", stance="neutral",
                source=Party(source, None), cue=Words((Span(len(words) + 1, len(words) + 5),)), content=Words((content,)),
                medium=words, chain=(Hop(words, source, None, "originator", "link", "javascript:alert(6)"),),
                condition=Condition(words, content), said_on=Date("<i>", None, "about", "none"),
            ),
        ),
    )  # fmt: skip


def plain() -> tuple[Page, Reading]:
    """A plain-text file, whose spans lead straight into it."""
    body = "PRESS NOTE\r\n\r\n\u00a0Marshal Varga said “no”.\r\n"
    page = Page(place="note.txt", body=body.encode(), media_type="text", seen="2024-03-07T07:00:00Z")
    place = at(body, "Marshal Varga said “no”.")
    told = replace(
        article(page, ("",)),
        title=None,
        byline=(),
        agency=(),
        publisher=None,
        published=None,
        url=None,
        text=body,
        paragraphs=(place,),
        anchors=(Anchor("paragraph", None),),
        furniture=(Furniture("promo", at(body, "PRESS NOTE"), None, "PRESS NOTE", "fnote"),),
        found=(),
    )
    said = statement(body, "Marshal Varga", "said", "“no”", form="direct")
    return page, Reading(reader="0.1.0", unread=None, article=told, statements=(said,))
