"""Readers' comments: who, when, with how many votes, in answer to whom; and none where there are none."""

from __future__ import annotations

import json

import pytest

from according.model import Article, Furniture
from tests.article.pages import of_kind, report, shared, shared_pages

WORDPRESS = """
<div id="comments"><h3>2 comments</h3><ol class="comment-list">
<li class="comment even depth-1" id="comment-7"><article class="comment-body">
  <footer class="comment-meta"><div class="comment-author vcard"><cite class="fn">Mirek Ost</cite></div>
  <a href="#7"><time datetime="2026-03-18T09:30:00+01:00">18 March 2026 at 9:30</time></a></footer>
  <div class="comment-content"><p>I measured it too.</p><p>It is thin.</p></div><div class="reply"><a>Reply</a></div></article>
  <ul class="children"><li class="comment odd depth-2" id="comment-8"><article class="comment-body">
    <footer class="comment-meta"><div class="comment-author vcard"><cite class="fn">Ada</cite></div>
    <time datetime="2026-03-18T11:00:00+01:00">18 March 2026 at 11:00</time></footer>
    <div class="comment-content"><p>Where?</p></div></article></li></ul></li></ol>
<div id="respond"><form class="comment-form"><textarea></textarea><p class="comment-notes">Your address is not shown.</p></form></div></div>
"""
MICRODATA = """
<section class="comments"><div itemscope itemtype="https://schema.org/Comment" itemprop="comment"><span itemprop="author">Guest</span>
<span itemprop="datePublished" content="2026-03-17T19:17:10+03:00">16:17 17.03.26</span><div itemprop="text"><span>Lovely boats.</span></div>
<button itemprop="upvoteCount"><span>5</span></button><button itemprop="downvoteCount"><span>2</span></button></div></section>
"""
RATED = """
<div id="comments"><h2>Top comments</h2><div class="comment first"><div class="username"><a>icewatcher</a></div>
<div class="date">2 days ago at 07:52 am</div><div class="content">Nobody asked us.</div><div class="rating">Rating: 36 Votes</div></div></div>
"""
WPDISCUZ = """
<div id="wpdcom"><div class="wpd-comment wpd_comment_level-1" id="wpd-comm-5_0"><div class="wpd-comment-author">Jo Ann</div>
<div class="wpd-comment-date"><span>1 year ago</span></div><div class="wpd-comment-text"><p>This is for the council.</p></div>
<div class="wpd-vote-result">3</div></div></div>
"""
NESTED_MICRODATA = """
<div class="comments"><div class="comment" id="c1" itemprop="comment" itemscope itemtype="http://schema.org/Comment">
<p class="comment-author"><cite itemprop="author">Eyrun</cite></p><p class="comment-body" itemprop="text">Is it thick?</p>
<p class="comment-footer"><span itemprop="dateCreated">18 March 2026 at 22:51</span></p></div>
<div class="comment" id="c2" itemprop="comment" itemscope itemtype="http://schema.org/Comment">
<p class="comment-author"><cite itemprop="author">Odd</cite> <a href="#c1">answering Eyrun</a></p>
<p class="comment-body" itemprop="text">No.</p><p class="comment-footer"><span itemprop="dateCreated">18 March 2026 at 23:04</span></p></div></div>
"""
DEFINITIONS = """
<h4>Letters to us</h4><dl><dt id="r1"><b>M. Ost</b>, <span>18 Mar 2026, 10:14</span><dd>My boat is stuck.
<dt id="r2"><b>Ada L.</b>, <span>18 Mar 2026, 11:40</span> <a href="#r1">in reply to M. Ost</a><dd>So is mine.</dl>
"""
THREAD = """
<div id="thread"><ul><li class="post" id="post-31"><div class="post-body"><header class="comment__header"><span class="author">Gull</span>
<a class="time-ago" href="#post-31" title="Wednesday, March 18, 2026 7:10 AM">2 days ago</a></header><div class="post-message"><p>Well.</p></div>
<footer class="comment__footer"><a class="vote-up"><span class="count" data-role="likes">-22</span></a> <a class="reply">Reply</a></footer></div></li></ul></div>
"""


def said(article: Article) -> list[tuple[str | None, str]]:
    return [(part.author, part.text) for part in of_kind(article, "comment")]


def test_a_list_of_comments_gives_author_time_and_whom_each_answers() -> None:
    first, second = of_kind(report(after=WORDPRESS), "comment")
    assert (first.author, first.text) == ("Mirek Ost", "I measured it too.\nIt is thin.")
    assert first.posted == "18 March 2026 at 9:30"
    assert first.posted_at is not None
    assert first.posted_at.start == "2026-03-18T09:30:00+01:00"
    assert (second.author, second.answers) == ("Ada", first.id)
    assert first.answers is None


def test_marks_inside_a_comment_are_no_comments_and_a_link_tells_whom_it_answers() -> None:
    first, second = of_kind(report(after=NESTED_MICRODATA), "comment")
    assert (first.author, first.text, first.posted) == ("Eyrun", "Is it thick?", "18 March 2026 at 22:51")
    assert (second.author, second.text, second.answers) == ("Odd", "No.", first.id)


def test_a_list_of_definitions_may_hold_comments() -> None:
    first, second = of_kind(report(after=DEFINITIONS), "comment")
    assert (first.author, first.text, first.posted) == ("M. Ost", "My boat is stuck.", "18 Mar 2026, 10:14")
    assert (second.author, second.text, second.answers) == ("Ada L.", "So is mine.", first.id)


def test_a_list_of_definitions_without_names_and_times_holds_none() -> None:
    glossary = "<dl><dt><b>Floe</b>, a sheet of ice</dt><dd>It drifts.</dd><dt>18 March 2026</dt><dd>It broke.</dd>"
    glossary += "<dt><b>Thaw</b>, 20 March 2026</dt><dd>It went.</dd></dl>"
    assert said(report(after=glossary)) == []


def test_votes_and_time_of_a_thread_stand_in_attributes() -> None:
    (comment,) = of_kind(report(after=THREAD), "comment")
    assert (comment.author, comment.text, comment.votes) == ("Gull", "Well.", -22)
    assert comment.posted == "2 days ago"
    assert comment.posted_at is not None
    assert comment.posted_at.start == "2026-03-18T07:10:00"


def test_microdata_gives_the_time_for_machines_and_the_votes() -> None:
    (comment,) = of_kind(report(after=MICRODATA), "comment")
    assert (comment.author, comment.text, comment.votes) == ("Guest", "Lovely boats.", 3)
    assert comment.posted == "16:17 17.03.26"
    assert comment.posted_at is not None
    assert comment.posted_at.start == "2026-03-17T19:17:10+03:00"


def test_bare_class_words_are_enough_with_a_name_and_a_time() -> None:
    (comment,) = of_kind(report(after=RATED), "comment")
    assert (comment.author, comment.text, comment.votes) == ("icewatcher", "Nobody asked us.", 36)


def test_two_days_ago_is_no_day_on_a_page_that_was_kept_somewhere_first() -> None:
    (comment,) = of_kind(report(after=RATED), "comment")
    assert comment.posted == "2 days ago at 07:52 am"
    assert comment.posted_at is None


def test_a_time_told_from_now_is_an_interval_on_a_page_fetched_then() -> None:
    (comment,) = of_kind(report(after=WPDISCUZ, served=True), "comment")
    assert (comment.author, comment.posted, comment.votes) == ("Jo Ann", "1 year ago", 3)
    assert comment.posted_at is not None
    assert comment.posted_at.precision == "about"
    assert (comment.posted_at.start, comment.posted_at.end) == ("2024-03-18", "2025-03-26")


def test_comments_of_json_ld_are_read_once_with_their_answers() -> None:
    told = {
        "@type": "NewsArticle", "headline": "Harbour stays closed",
        "comment": [{"@type": "Comment", "text": "Too long.", "author": {"@type": "Person", "name": "Ivo"},
                     "dateCreated": "2026-03-17T10:00:00Z", "upvoteCount": 4,
                     "comment": [{"@type": "Comment", "text": "Agreed.", "author": "Bela"}]}],
    }  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    first, second = of_kind(report(head=head), "comment")
    assert (first.author, first.text, first.votes) == ("Ivo", "Too long.", 4)
    assert (second.author, second.answers) == ("Bela", first.id)


@pytest.mark.parametrize(
    "after",
    [
        "<div id=comments class=comments><h3>0 comments</h3><form class=comment-form><p class=comment>Your name</p><textarea></textarea></form></div>",
        "<div id=disqus_thread class=disqus>Please enable scripts to view the comments.</div>",
        "<ul class=widget><li class=recentcomments><span class=comment-author-link>Ada</span> on <a href=/x>Ten boats that sank</a></li></ul>",
        "<ul><li class='teaser comment'><a href=/y>Comment: the minister must go</a> <time datetime='2026-03-17'>17 March</time></li></ul>",
        "<a class='comments-count' href='#c'>14 comments</a>",
    ],
)
def test_a_form_a_count_a_widget_and_an_opinion_piece_are_no_comments(after: str) -> None:
    assert of_kind(report(after=after), "comment") == []


def test_a_comment_is_not_in_the_text_and_the_article_is_no_comment() -> None:
    article = report(after=WORDPRESS)
    assert "I measured it too" not in article.text
    assert all("harbour of Velmora" not in text for _, text in said(article))


# --- on the shared pages: how many, and one of each shape in full

COUNTS = {
    "ac3c0355": 10, "ad9e9e59": 1, "232a43fb": 10, "c582d3b7": 10, "ec7fc408": 6, "4219d096": 2, "0e014df6": 1,
    "3252222e": 2, "c82b3d1d": 1, "3c6d3381": 1,
}  # fmt: skip


def test_comments_stand_on_ten_of_the_shared_pages_and_on_no_other() -> None:
    counts = {short: len(of_kind(shared(short), "comment")) for short in shared_pages()}
    assert {short: count for short, count in counts.items() if count} == COUNTS


def comment(short: str, number: int) -> Furniture:
    shared_pages()
    return of_kind(shared(short), "comment")[number]


def test_answers_are_told_on_the_shared_pages() -> None:
    for short, pairs in {"ec7fc408": [(1, 0), (3, 2), (5, 4)], "4219d096": [(1, 0)], "3252222e": [(1, 0)]}.items():
        for answer, answered in pairs:
            assert comment(short, answer).answers == comment(short, answered).id
    assert comment("232a43fb", 1).answers is None


def test_votes_and_times_are_told_on_the_shared_pages() -> None:
    assert [comment("232a43fb", number).votes for number in range(4)] == [36, 25, 17, 12]
    assert comment("232a43fb", 0).posted_at is None
    assert comment("c82b3d1d", 0).votes == 0
    moments = {("ac3c0355", 0): "2018-09-12T16:47:00", ("3252222e", 0): "2018-08-28T19:38:42+00:00",
               ("c82b3d1d", 0): "2018-11-05T19:17:10+03:00", ("0e014df6", 0): "2014-09-17T13:01:26-05:00"}  # fmt: skip
    for (short, number), moment in moments.items():
        posted = comment(short, number).posted_at
        assert posted is not None
        assert posted.start == moment
