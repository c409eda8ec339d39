"""Citing an article, a passage of it and a finding: every field that is known, and nothing of a page that BibTeX would obey."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from according import contract
from according.desk.asking import Then
from according.desk.citing import bibtex, bibtex_of_finding, tex
from according.findings import Claim
from according.model import Span
from tests.desk import sample

ARTICLE = sample.article()


def test_an_article_is_cited_with_who_wrote_it_where_and_when(desk: TestClient) -> None:
    answer = desk.get(f"/articles/{ARTICLE.id}.bib")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/x-bibtex")
    entry = answer.text
    assert entry.startswith(f"@online{{{ARTICLE.id},\n")
    assert ARTICLE.title
    assert f"  title = {{{tex(ARTICLE.title)}}}," in entry
    assert all(name in entry for name in ARTICLE.byline)
    assert f"/articles/{ARTICLE.id}}}" in entry


def test_a_passage_is_cited_with_its_words_and_leads_to_them(desk: TestClient) -> None:
    entry = desk.get(f"/articles/{ARTICLE.id}.bib?span=0-12").text
    assert tex(ARTICLE.text[:12].strip()) in entry
    assert f"/articles/{ARTICLE.id}?span=0-12#s0-12" in entry


@pytest.mark.parametrize("name", ["stories", "quotations", "claims", "commitments", "precedents", "answers"])
def test_a_finding_is_cited_as_of_a_day_and_its_address_leads_to_what_was_known_then(
    dossier_desk: TestClient, name: str
) -> None:
    one = dossier_desk.get(f"/{name}.json?limit=1").json()["findings"][0]
    answer = dossier_desk.get(f"/{name}/{one['id']}.bib")
    assert answer.headers["content-type"].startswith("application/x-bibtex")
    entry, today = answer.text, datetime.now(UTC).date().isoformat()
    assert entry.startswith(f"@online{{{one['id']},\n")
    assert f"  urldate = {{{today}}}," in entry
    assert f"  date = {{{today}}}," in entry
    (address,) = re.findall(r"  url = \{http://localhost(.*)\},", entry)
    assert f"as_of={today}" in address
    assert dossier_desk.get(address).status_code == 200
    if name == "stories":
        assert tex(one["title"]) in entry
    then = dossier_desk.get(f"/{name}/{one['id']}.bib?as_of={one['last_day']}").text
    assert f"  date = {{{one['last_day']}}}," in then
    assert f"/{name}/{one['id']}?as_of={one['last_day']}}}" in then
    assert dossier_desk.get(f"/{name}/nothing.bib").status_code == 404


def test_what_is_not_on_record_cannot_be_cited(desk: TestClient) -> None:
    assert desk.get("/articles/a0.bib").status_code == 404


HOSTILE = "x}, \\input{/etc/passwd}\n@misc{y, note = {$%&#_~^"


def check_harmless(entry: str) -> None:
    assert entry.count("{") == entry.count("}")
    assert "\\input" not in entry
    depth = 0
    for line in entry.splitlines()[1:-1]:
        depth += line.count("{") - line.count("}")
        assert depth == 0, line
    assert sum(line.startswith("@") for line in entry.splitlines()) == 1


def test_words_of_a_finding_end_no_field_and_run_no_command(dossier_desk: TestClient) -> None:
    found = dossier_desk.get("/claims.json?limit=1").json()["findings"][0]
    claim = contract.finding_from_json(dossier_desk.get(f"/claims/{found['id']}.json").text)
    assert isinstance(claim, Claim)
    words = replace(claim.words, words=HOSTILE, publisher=HOSTILE)
    entry = bibtex_of_finding(
        replace(claim, asserted_by=(HOSTILE,), words=words), Then(), "2024-06-01", "https://desk.example"
    )
    assert tex(HOSTILE) in entry
    check_harmless(entry)


def test_words_of_a_page_end_no_field_and_run_no_command() -> None:
    article = replace(
        ARTICLE,
        title=HOSTILE,
        byline=(HOSTILE,),
        publisher=HOSTILE,
        url="https://a.example/}\\input{x} y",
        text=HOSTILE,
    )
    check_harmless(bibtex(article, "0" * 64, "https://desk.example", Span(0, len(HOSTILE))))
