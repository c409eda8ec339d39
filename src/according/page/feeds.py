"""The addresses that a feed, an OPML file or a list names.

Only addresses are needed of a feed, and they are read with lxml's recovering parser: it takes what feeds get wrong in
the wild, expands no entities, and takes linear time whatever the bytes are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ada_url import join_url
from lxml import etree

from according.model import Page
from according.page.kinds import address_lines, decode_text

_BLANKS = b" \t\r\n\0"


def entries(page: Page) -> list[str]:
    """Give the addresses that a page of kind feed, opml or addresses names: absolute, in order, each once.

    RSS 0.9 to 2.0, Atom (RFC 4287), JSON Feed 1.1, OPML 2.0, or one address a line. An entry without an address is
    left out; a page of another kind names none.
    """
    named = (address for address in _named(page) if address and address.strip())
    return list(dict.fromkeys(_absolute(address.strip(), page.url) for address in named))


def _named(page: Page) -> Iterable[str | None]:
    if page.media_type == "addresses":
        return address_lines(page.body)
    if page.media_type not in ("feed", "opml"):
        return ()
    if page.media_type == "feed" and decode_text(page.body).lstrip("\ufeff \t\r\n").startswith("{"):
        return _in_json(page.body)
    return _in_xml(page.body)


def _absolute(address: str, base: str | None) -> str:
    """The address as seen from its feed; one that cannot be parsed stays as it is, for the guard to refuse."""
    try:
        return join_url(base, address) if base else address
    except ValueError:
        return address


def _in_json(body: bytes) -> Iterator[str | None]:
    """https://www.jsonfeed.org/version/1.1/: `url` is the entry's own page, `external_url` one that it is about."""
    feed = json.loads(decode_text(body).lstrip("\ufeff"))
    items = feed.get("items")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            yield next((item[key] for key in ("url", "external_url") if isinstance(item.get(key), str)), None)


def _in_xml(body: bytes) -> Iterator[str | None]:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(body.strip(_BLANKS), parser)
    if root is None:
        return
    for node in root.iter("{*}item", "{*}entry", "{*}outline"):
        name = etree.QName(node).localname
        if name == "outline":
            yield node.get("xmlUrl") or node.get("xmlurl")
        else:
            yield _atom_link(node) if name == "entry" else _rss_link(node)


def _rss_link(item: etree._Element) -> str | None:
    link: str | None = item.findtext("{*}link")
    if link and link.strip():
        return link
    guid = item.find("{*}guid")
    # RSS 2.0: a guid is the entry's address unless it says that it is none.
    named: str | None = guid.text if guid is not None and guid.get("isPermaLink", "true") == "true" else None
    return named


def _atom_link(entry: etree._Element) -> str | None:
    links = (link.get("href") for link in entry.iterfind("{*}link") if link.get("rel", "alternate") == "alternate")
    return next((str(address) for address in links if address), None)
