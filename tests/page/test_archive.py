"""The archive keeps pages as served, survives being killed, and forgets what it is told to forget."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from according.errors import ArchiveError
from according.model import Declared, Exchange, Page
from according.page.archive import Archive, Kept
from according.page.members import filler

SEEN = "2026-11-22T17:45:00+00:00"
BODY = "<!doctype html><p>“Ready,” the minister of Ostria said.</p>".encode()


def given(body: bytes = BODY, place: str = "ostria.html", **more: object) -> Page:
    return Page(place, body, "html", SEEN, **more)


def fetched(body: bytes = BODY, url: str = "https://news.example/a") -> Page:
    response = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
        b"Transfer-Encoding: chunked\r\nX-Folded: one\r\n two\r\n\r\n"
    )
    request = b"GET /a HTTP/1.1\r\nHost: news.example\r\n\r\n"
    return given(body, url, url=url, exchange=Exchange(url, 200, request, response, {"content-type": "text/html"}))


def records(folder: Path) -> list[tuple[str, dict[str, str], bytes]]:
    """What a WARC tool finds in the files of an archive."""
    found = []
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                found.append((record.rec_type, dict(record.rec_headers.headers), record.content_stream().read()))
    return found


def warcio_check(folder: Path) -> None:
    paths = sorted(str(path) for path in folder.glob("*.warc.gz"))
    said = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", *paths], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert "digest pass" in said.stdout
    assert "fail" not in said.stdout


@pytest.mark.parametrize("body", [BODY, b"", b"\r\n\r\n", bytes(range(256)) * 20_000, b"x" * 5 * 1024 * 1024])
@pytest.mark.parametrize("make", [given, fetched])
def test_a_page_is_given_back_as_it_was_kept(tmp_path, make, body):
    with Archive(tmp_path / "archive") as archive:
        kept = [archive.keep(make(BODY)), archive.keep(make(body)), archive.keep(make(BODY + b"."))]
        assert [archive.body(copy) for copy in kept] == [BODY, body, BODY + b"."]
    assert Archive(tmp_path / "archive").body(kept[1]) == body
    warcio_check(tmp_path / "archive")


def test_a_fetched_page_is_a_response_with_its_request(tmp_path):
    with Archive(tmp_path) as archive:
        archive.keep(fetched())
    (info, response, request, metadata) = records(tmp_path)
    assert [info[0], response[0], request[0], metadata[0]] == ["warcinfo", "response", "request", "metadata"]
    assert response[1]["WARC-Target-URI"] == "https://news.example/a"
    assert response[1]["WARC-Date"] == "2026-11-22T17:45:00Z"
    assert response[2] == BODY  # a replay tool that undoes encodings finds none to undo
    assert request[1]["WARC-Concurrent-To"] == metadata[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]


def test_the_head_of_a_response_says_what_the_body_now_is(tmp_path):
    with Archive(tmp_path) as archive:
        archive.keep(fetched())
    with next(tmp_path.glob("*.warc.gz")).open("rb") as stream:
        heads = [
            dict(record.http_headers.headers) for record in ArchiveIterator(stream) if record.rec_type == "response"
        ]
    assert heads[0]["Content-Length"] == str(len(BODY))
    assert heads[0]["X-Crawl-Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in heads[0]
    assert "Transfer-Encoding" not in heads[0]


def test_a_given_file_is_named_by_its_hash_and_keeps_its_place(tmp_path):
    place = "bericht\r\nWARC-Type: warcinfo\udcff“.html"
    with Archive(tmp_path) as archive:
        archive.keep(given(place=place, declared=Declared(publisher="The Ostrian")))
    (_, resource, metadata) = records(tmp_path)
    assert resource[0] == "resource"
    assert resource[1]["WARC-Target-URI"] == "urn:sha256:" + hashlib.sha256(BODY).hexdigest()
    assert resource[1]["Content-Type"] == "text/html"
    assert b"place: bericht%0D%0AWARC-Type: warcinfo" in metadata[2]
    assert b"declared-publisher: The Ostrian\r\n" in metadata[2]


def test_an_address_that_breaks_out_of_its_line_does_not(tmp_path):
    with Archive(tmp_path) as archive:
        archive.keep(given(url="https://news.example/\r\nWARC-Type: warcinfo", charset="utf-8\r\nX: y"))
    assert [kind for kind, _, _ in records(tmp_path)] == ["warcinfo", "resource", "metadata"]
    warcio_check(tmp_path)


def test_each_session_writes_a_file_of_its_own(tmp_path):
    for _ in range(3):
        with Archive(tmp_path) as archive:
            archive.keep(given())
    assert len(list(tmp_path.glob("*.warc.gz"))) == 3
    assert [kind for kind, _, _ in records(tmp_path)].count("warcinfo") == 3


def test_bytes_that_are_not_those_kept_are_told(tmp_path):
    with Archive(tmp_path) as archive:
        kept = archive.keep(given(random.Random(1).randbytes(2000)))
        path = tmp_path / kept.file
        whole = path.read_bytes()
        for at in range(kept.offset + 10, kept.offset + kept.length - 500, 97):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
            with pytest.raises(ArchiveError):
                archive.body(kept)
            assert not archive.has(kept)
        path.write_bytes(whole)
        assert archive.has(kept)


@pytest.mark.parametrize(
    "kept", [Kept("none.warc.gz", 0, 10), Kept("../secret", 0, 1), Kept("/etc/passwd", 0, 1), Kept("a\0b", 0, 1)]
)
def test_a_copy_that_is_not_there_is_told(tmp_path, kept):
    (tmp_path / "secret").write_bytes(b"x")
    with pytest.raises(ArchiveError):
        Archive(tmp_path / "archive").body(kept)


def test_a_swapped_member_is_told(tmp_path):
    """A member that is whole in itself, and whose digest is another's."""
    with Archive(tmp_path) as archive:
        kept = archive.keep(given(b"<p>one</p>"))
        path = tmp_path / kept.file
        whole = path.read_bytes()
        member = gzip.decompress(whole[kept.offset :]).replace(b"<p>one</p>", b"<p>two</p>", 1)
        path.write_bytes(whole[: kept.offset] + gzip.compress(member))
        with pytest.raises(ArchiveError, match="does not have the bytes"):
            archive.body(Kept(kept.file, kept.offset, path.stat().st_size - kept.offset))


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "archive").write_text("a file in the way")
    with pytest.raises(ArchiveError, match="cannot be written"):
        Archive(tmp_path / "archive").keep(given())


def test_a_full_disk_leaves_what_was_kept_and_a_page_can_be_kept_again(tmp_path):
    """The limit on file sizes plays the full disk: it cuts the write in the middle."""
    program = """
        import resource, signal, sys
        from pathlib import Path
        from according.errors import ArchiveError
        from according.model import Page
        from according.page.archive import Archive
        import random
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        archive = Archive(Path(sys.argv[1]))
        noise = random.Random(1).randbytes(100_000)
        first = archive.keep(Page("a", b"first", "text", "2026-11-22T17:45:00+00:00"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
        try:
            archive.keep(Page("b", noise, "text", "2026-11-22T17:45:00+00:00"))
        except ArchiveError as error:
            print(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        second = archive.keep(Page("b", noise, "text", "2026-11-22T17:45:00+00:00"))
        assert archive.body(first) == b"first" and archive.body(second) == noise
        assert first.file != second.file
    """
    said = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert "cannot be written" in said.stdout


WRITER = """
    import json, random, sys
    from pathlib import Path
    from according.model import Page
    from according.page.archive import Archive
    source = random.Random(int(sys.argv[2]))
    with Archive(Path(sys.argv[1])) as archive:
        while True:
            body = source.randbytes(source.choice([10, 5_000, 900_000]))
            page = Page("a", body, "text", "2026-11-22T17:45:00+00:00")
            print(json.dumps([*archive.keep(page), page.sha256]), flush=True)
"""


def test_a_writer_killed_in_the_middle_loses_nothing_it_had_promised(tmp_path):
    """kill -9 at 12 moments; every copy that was promised is whole, and the torn end trips nobody."""
    promised: list[tuple[Kept, str]] = []
    for round_ in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path), str(round_)],
            stdout=subprocess.PIPE,
            text=True,
        )
        first = writer.stdout.readline()
        time.sleep(random.Random(round_).uniform(0, 0.25))
        writer.send_signal(signal.SIGKILL)
        lines = [first, *writer.communicate()[0].splitlines(keepends=True)]
        whole = [json.loads(line) for line in lines if line.endswith("\n")]
        promised += [(Kept(*where), sha256) for *where, sha256 in whole]
    with Archive(tmp_path) as archive:
        for kept, sha256 in promised:
            assert hashlib.sha256(archive.body(kept)).hexdigest() == sha256
        last, sha256 = promised[-1]
        assert last in list(archive.copies(sha256))
        assert archive.body(archive.keep(given())) == BODY
    assert len(promised) > 20


@pytest.mark.parametrize("left", [0.1, 0.5, 0.99])
def test_a_torn_last_member_trips_no_later_read(tmp_path, left):
    with Archive(tmp_path) as archive:
        first, torn = archive.keep(given(b"first")), archive.keep(given(random.Random(1).randbytes(100_000)))
    path = tmp_path / torn.file
    path.write_bytes(path.read_bytes()[: torn.offset + int(torn.length * left)])
    with Archive(tmp_path) as archive:
        assert archive.body(first) == b"first"
        with pytest.raises(ArchiveError, match="ends before"):
            archive.body(torn)
        again = archive.keep(given(b"again"))
        assert again.file != torn.file
        assert list(archive.copies(hashlib.sha256(b"first").hexdigest())) == [first]
        assert list(archive.copies(hashlib.sha256(b"again").hexdigest())) == [again]


@pytest.mark.parametrize("make", [given, fetched])
@pytest.mark.parametrize("size", [0, 1, 50, 3_000, 65_000, 65_530, 65_536, 131_000, 131_072, 700_000])
def test_what_is_forgotten_is_gone_and_all_else_stays_where_it_is(tmp_path, make, size):
    secret = random.Random(size).randbytes(size)
    with Archive(tmp_path) as archive:
        before, forgotten, after = (archive.keep(make(body)) for body in (b"before", secret, b"after"))
        was = (tmp_path / forgotten.file).read_bytes()[forgotten.offset : forgotten.offset + forgotten.length]
        archive.forget(forgotten)
        later = archive.keep(make(b"later"))  # into the same file, which is still being written
        assert [archive.body(kept) for kept in (before, after, later)] == [b"before", b"after", b"later"]
        with pytest.raises(ArchiveError, match="forgotten"):
            archive.body(forgotten)
        assert list(archive.copies(hashlib.sha256(secret).hexdigest())) == []
        assert list(archive.copies(hashlib.sha256(b"after").hexdigest())) == [after]
    whole = (tmp_path / forgotten.file).read_bytes()
    assert was[30:230] not in whole
    if size >= 50:
        assert secret[:50] not in whole + gzip.decompress(whole)
    assert list(tmp_path.glob("*.forget")) == []
    warcio_check(tmp_path)


def test_the_filler_has_every_length():
    """Around the borders of deflate's stored blocks too."""
    for length in [*range(240, 400), *range(65_300, 65_800), *range(130_800, 131_300), 5_300_000]:
        member = filler("a.warc.gz", 7, length, "2026-11-22T17:45:00Z")
        assert len(member) == length
        assert b"forgotten" in gzip.decompress(member) or length < 260


def test_a_forgetting_cut_short_is_finished_when_the_archive_is_opened(tmp_path):
    """As after a power cut: the intent stands, and half of the bytes are overwritten."""
    with Archive(tmp_path) as archive:
        before, forgotten, after = (archive.keep(given(body)) for body in (b"before", BODY * 50, b"after"))
    words = {
        "file": forgotten.file,
        "offset": forgotten.offset,
        "length": forgotten.length,
        "date": "2026-11-22T18:00:00Z",
    }
    (tmp_path / "x.forget").write_text(json.dumps(words))
    with (tmp_path / forgotten.file).open("r+b") as stream:
        stream.seek(forgotten.offset)
        stream.write(b"\0" * (forgotten.length // 2))
    with Archive(tmp_path) as archive:
        assert [archive.body(before), archive.body(after)] == [b"before", b"after"]
        with pytest.raises(ArchiveError, match="forgotten"):
            archive.body(forgotten)
    assert list(tmp_path.glob("*.forget")) == []
    warcio_check(tmp_path)


def test_an_intent_that_is_itself_torn_was_never_begun(tmp_path):
    with Archive(tmp_path) as archive:
        kept = archive.keep(given())
    (tmp_path / "x.forget").write_text('{"file": "')
    assert Archive(tmp_path).body(kept) == BODY
    assert list(tmp_path.glob("*.forget")) == []


def test_copies_that_no_record_names_are_found(tmp_path):
    """A writer killed between the archive and the record leaves one; it must be found to be forgotten."""
    kept = []
    for _ in range(2):
        with Archive(tmp_path) as archive:
            kept += [archive.keep(given()), archive.keep(fetched(b"other")), archive.keep(given())]
    found = list(Archive(tmp_path).copies(hashlib.sha256(BODY).hexdigest()))
    assert sorted(found) == sorted(copy for copy in kept if Archive(tmp_path).body(copy) == BODY)


def test_a_member_stands_alone(tmp_path):
    """The bytes that a copy names are themselves a WARC that tools read."""
    with Archive(tmp_path) as archive:
        archive.keep(given())
        kept = archive.keep(fetched())
    group = (tmp_path / kept.file).read_bytes()[kept.offset :][: kept.length]
    assert [record.rec_type for record in ArchiveIterator(io.BytesIO(group))] == ["response", "request", "metadata"]
