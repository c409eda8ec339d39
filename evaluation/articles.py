"""Measure the article room on saved real pages: text, alignment, comments, biographies, and the time a page takes.

    python -m evaluation.articles ../shared/pages [--bodies BODIES.json]

The pages' folder has html/ID.html.gz and truth.json (address and article text of each). Precision, recall and F1 are
those of the public article extraction benchmark that the pages come from (runs of four words, averaged over the pages).
The time is processor time, page by page against trafilatura's own `extract` with metadata, in one process and one run.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType

from trafilatura import extract as trafilatura_extract

from according.article.extract import extract
from according.errors import PageError
from according.model import Article, Page

# The pages were saved in these days; a later instant would let no time on them be impossible.
SEEN = "2019-11-21T12:00:00+00:00"


def main() -> int:
    """Read the pages, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, help="folder with html/ and truth.json")
    parser.add_argument("--bodies", type=Path, help="where to write the texts, for the benchmark's own script")
    options = parser.parse_args()
    truth = json.loads((options.pages / "truth.json").read_text("utf-8"))
    pages = {name: load(options.pages, name, truth[name]["url"]) for name in truth}
    articles, refusals, ours, theirs = read_all(pages)
    bodies = {name: article.text for name, article in articles.items()}
    if options.bodies:
        options.bodies.write_text(json.dumps(bodies, ensure_ascii=False), "utf-8")
    figures = benchmark(options.pages).body(truth, bodies)
    print("body        ", "  ".join(f"{name} {value:.4f}" for name, value in figures.items()))
    report(articles, refusals)
    each, other = 1e3 * ours / len(pages), 1e3 * theirs / len(pages)
    print(f"time         {each:.1f} ms a page, trafilatura {other:.1f} ms: {ours / theirs:.2f}")
    return 0


def load(folder: Path, name: str, url: str) -> Page:
    """One saved page."""
    return Page(name, gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), "html", SEEN, url=url)


def read_all(pages: dict[str, Page]) -> tuple[dict[str, Article], dict[str, str], float, float]:
    """Read every page with the article room and with trafilatura; gives both sums of processor seconds."""
    first = next(iter(pages.values()))
    extract(first), trafilatura_extract(first.body, with_metadata=True)  # what is loaded once is no page's time
    articles, refusals = {}, {}
    ours = theirs = 0.0
    for name, page in pages.items():
        start = time.process_time()
        try:
            articles[name] = extract(page)
        except PageError as refusal:
            refusals[name] = str(refusal)
        between = time.process_time()
        trafilatura_extract(page.body, url=page.url, with_metadata=True)
        ours, theirs = ours + between - start, theirs + time.process_time() - between
    return articles, refusals, ours, theirs


def benchmark(folder: Path) -> ModuleType:
    """The benchmark's own script, which stands beside its pages."""
    spec = importlib.util.spec_from_file_location("pages", folder.parent / "evaluate" / "pages.py")
    if spec is None or spec.loader is None:
        sys.exit(f"There is no evaluate/pages.py beside {folder}.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(articles: dict[str, Article], refusals: dict[str, str]) -> None:
    """Print the share of paragraphs with their node, and how many pages have what."""
    anchors = [anchor for article in articles.values() for anchor in article.anchors]
    aligned = sum(anchor.xpath is not None for anchor in anchors)
    print(f"aligned      {aligned} of {len(anchors)} paragraphs: {aligned / len(anchors):.4f}")
    for kind in ("comment", "biography", "caption", "credit", "promo", "widget"):
        counts = Counter({name: sum(part.kind == kind for part in one.furniture) for name, one in articles.items()})
        print(f"{kind:12} {sum(counts.values())} on {sum(count > 0 for count in counts.values())} pages")
    for field in ("title", "byline", "agency", "publisher", "published", "modified", "language"):
        print(f"{field:12} on {sum(bool(getattr(article, field)) for article in articles.values())} pages")
    print(f"refused      {len(refusals)}", *refusals.values(), sep="\n" if refusals else " ")


if __name__ == "__main__":
    sys.exit(main())
