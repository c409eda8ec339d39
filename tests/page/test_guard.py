"""No address, in whatever form it is written, leads to a host that a reader did not mean to reach."""

from __future__ import annotations

import ipaddress
import ssl
import time

import pytest
import trustme

from according.errors import AddressError, FetchError
from according.page.deadline import Deadline
from according.page.fetch import Fetcher
from according.page.guard import Guard, check_url, fault_of

# Every one leads to this machine; {port} is that of a real server that would answer.
LOOPBACK = [
    "http://127.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f.1:{port}/",
    "http://0x7f000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://127.0.0.1:{port}/",
    "http://127。0。0。1:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://%31%32%37.0.0.1:{port}/",
    "http://1\u00ad27.0.0.1:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[0:0:0:0:0:ffff:7f00:1]:{port}/",
    "http://localhost:{port}/",
    "http://LOCALHOST:{port}/",
    "http://news.localhost:{port}/",
    "http:127.0.0.1:{port}/",
    "http:///127.0.0.1:{port}/",
]


@pytest.mark.parametrize("written", LOOPBACK)
def test_this_machine_is_not_reached_however_it_is_written(web, written):
    web.page("/", b"<p>secret</p>")
    with pytest.raises(AddressError):
        Fetcher(pause=0).fetch(written.format(port=web.port))
    assert web.asked == []


@pytest.mark.parametrize("written", LOOPBACK[:8])
def test_those_who_need_it_reach_their_own_machine(web, fetcher, written):
    web.page("/", b"<p>intranet</p>")
    assert fetcher.fetch(written.format(port=web.port)).body == b"<p>intranet</p>"


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.254", "100.100.100.200",
        "169.254.169.254", "169.254.170.2", "168.63.129.16", "0.0.0.0", "0.1.2.3", "192.0.0.192", "192.0.2.1",
        "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:0:7f00:1::",
        "2001:db8::1", "3fff::1", "5f00::1", "100::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_no_private_reserved_or_embedding_address_is_connected_to(address):
    assert fault_of(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "2606:4700::1", "2a00:1450::1",
     "64:ff9b::101:101", "::ffff:1.1.1.1"],
)  # fmt: skip
def test_public_addresses_are(address):
    assert fault_of(ipaddress.ip_address(address)) is None


@pytest.mark.parametrize("address", ["169.254.169.254", "fd00:ec2::254", "224.0.0.1", "0.0.0.0", "fe80::1"])
def test_private_networks_never_opens_metadata_services_and_what_is_no_host(address):
    assert fault_of(ipaddress.ip_address(address), private_networks=True)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "192.168.0.1", "100.64.0.1", "::1", "fd12::1"])
def test_private_networks_opens_private_networks(address):
    assert fault_of(ipaddress.ip_address(address), private_networks=True) is None


@pytest.mark.parametrize(
    "written",
    [
        "file:///etc/passwd", "FILE:///etc/passwd", "ftp://news.example/", "gopher://news.example/", "data:text/html,x",
        "javascript:alert(1)", "ws://news.example/", "blob:http://news.example/1", "//news.example/", "news.example",
        "http://user@news.example/", "http://user:word@news.example/", "http://news.example@127.0.0.1/",
        "http://news.example\\@127.0.0.1/", "http:\\\\127.0.0.1\\", "http://news.example/a\\b",
        "http://news.example\t/", "http://news\n.example/", "http://news.example/\r\nHost: a", "http://news.example/\0",
        "\x01http://news.example/", "http://news .example/", "http://news.example:99999/", "http://news.example:0/",
        "http://news.example:x/", "http://news.example./", "http://news..example/", "http://.example/", "http://",
        "http://256.1.1.1/", "http://1.2.3.4.5/", "http://[::1", "http://[fe80::1%25eth0]/", "http://a%00b.example/",
        f"http://{'a' * 64}.example/", "http://news.example/" + "a" * 9000, "http://\ud800.example/", "",
        "http://metadata.google.internal/", "http://metadata/", "http://instance-data/", "http://printer.local/",
        "http://wiki.internal/",
    ],
)  # fmt: skip
def test_what_is_not_plainly_a_web_address_is_refused_with_a_sentence(written):
    asked: list[str] = []
    fetcher = Fetcher(pause=0, resolver=lambda host, port: asked.append(host) or ["127.0.0.1"])
    with pytest.raises(AddressError) as caught:
        fetcher.fetch(written)
    assert str(caught.value).endswith(".")
    assert asked == []


@pytest.mark.parametrize("written", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://169.254.169.254/latest/"])
def test_private_networks_does_not_open_other_schemes_or_metadata(fetcher, written):
    with pytest.raises(AddressError):
        fetcher.fetch(written)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("HTTPS://News.Example/a?b#c", "https://news.example/a?b"),
        ("http://bücher.example/ä", "http://xn--bcher-kva.example/%C3%A4"),
        ("http://news.example:80/", "http://news.example/"),
        ("http://news.example:8080/", "http://news.example:8080/"),
        ("http://news.example/a b", "http://news.example/a%20b"),
        ("http://news.example/?to=me@mail.example", "http://news.example/?to=me@mail.example"),
    ],
)
def test_an_address_is_parsed_as_browsers_do(written, url):
    assert check_url(written).url == url


def test_one_bad_address_among_those_of_a_name_refuses_the_name(web):
    web.page("/", b"<p>secret</p>")
    fetcher = Fetcher(pause=0, resolver=lambda host, port: ["1.1.1.1", "127.0.0.1"])
    with pytest.raises(AddressError, match="this machine"):
        fetcher.fetch(web.url(host="news.example"))
    assert web.asked == []


def test_a_name_that_leads_to_this_machine_is_refused(web):
    web.page("/", b"<p>secret</p>")
    fetcher = Fetcher(pause=0, resolver=lambda host, port: ["127.0.0.1"])
    with pytest.raises(AddressError, match=r"news\.example leads to 127\.0\.0\.1"):
        fetcher.fetch(web.url(host="news.example"))
    assert web.asked == []


class Rebinder:
    """A name server that gives one address when first asked and another from then on."""

    def __init__(self, first: str, then: str) -> None:
        self.first, self.then = first, then
        self.asked = 0

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked += 1
        return [self.first if self.asked == 1 else self.then]


def test_the_address_that_was_checked_is_the_one_connected_to(web):
    """Were the name asked again to connect, as a plain client does, it would lead to where nothing answers."""
    web.page("/", b"<p>page</p>")
    guard = Guard(private_networks=True, resolver=(rebinder := Rebinder("127.0.0.1", "127.9.9.9")))
    with guard.connect(check_url(web.url(host="news.example")), Deadline(5)) as connection:
        assert connection.getpeername() == ("127.0.0.1", web.port)
    assert rebinder.asked == 1


def test_a_name_that_turns_between_two_requests_is_checked_again(web):
    """robots.txt is asked for at the first address; the page would be at a cloud's metadata service."""
    web.page("/", b"<p>page</p>")
    fetcher = Fetcher(private_networks=True, pause=0, resolver=Rebinder("127.0.0.1", "169.254.169.254"))
    with pytest.raises(AddressError, match=r"leads to 169\.254\.169\.254"):
        fetcher.fetch(web.url(host="news.example"))
    assert web.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    "location",
    ["http://169.254.169.254/latest/meta-data/", "//2852039166/", "file:///etc/passwd",
     "http://news.example@127.0.0.1/", "http://127.0.0.1\\@news.example/", "ftp://127.0.0.1/"],
)  # fmt: skip
def test_every_redirect_is_guarded(web, fetcher, location):
    web.redirect("/", location)
    with pytest.raises(AddressError):
        fetcher.fetch(web.url())


def test_a_redirect_from_a_public_host_to_this_machine_is_refused(serving):
    """The public host is played by a loopback server that stands, for the guard's table alone, on a public address."""
    with serving() as public, serving() as secret:
        secret.page("/", b"<p>secret</p>")
        public.redirect("/", secret.url(host="inner.example"))
        answers = {"news.example": ["127.0.0.1"], "inner.example": ["169.254.169.254"]}
        fetcher = Fetcher(private_networks=True, pause=0, resolver=lambda host, port: answers[host])
        with pytest.raises(AddressError, match=r"inner\.example leads to 169\.254\.169\.254"):
            fetcher.fetch(public.url(host="news.example"))
        assert "/" in public.asked
        assert secret.asked == []


def test_environment_proxies_are_not_used(web, fetcher, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    web.page("/", b"<p>page</p>")
    assert fetcher.fetch(web.url()).body == b"<p>page</p>"


def test_a_name_that_does_not_resolve_is_said_so():
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchError, match="does not resolve"):
        Fetcher(pause=0, resolver=nowhere).fetch("http://news.example/")


def test_a_resolver_that_never_answers_is_not_waited_for():
    with pytest.raises(FetchError, match="not resolved in time"):
        Fetcher(pause=0, seconds=0.2, resolver=lambda host, port: time.sleep(5) or []).fetch("http://news.example/")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def _tls(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def _trusting(authority: trustme.CA) -> Fetcher:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return Fetcher(private_networks=True, pause=0, tls=context, resolver=lambda host, port: ["127.0.0.1"])


def test_tls_verifies_the_name_and_not_the_address(serving, authority):
    """The certificate names the host only; the connection goes to a bare address, and the name is sent (SNI)."""
    named: list[str | None] = []
    context = _tls(authority, "news.example")
    context.sni_callback = lambda connection, name, _: named.append(name)
    with serving(context) as web:
        web.page("/", b"<p>page</p>")
        page = _trusting(authority).fetch(web.url(host="news.example", scheme="https"))
    assert page.body == b"<p>page</p>"
    assert set(named) == {"news.example"}


def test_a_certificate_of_another_host_is_refused(serving, authority):
    with serving(_tls(authority, "other.example", "127.0.0.1")) as web:
        web.page("/", b"<p>page</p>")
        with pytest.raises(FetchError, match="certificate"):
            _trusting(authority).fetch(web.url(host="news.example", scheme="https"))
        assert web.asked == []


def test_a_certificate_of_an_unknown_authority_is_refused(serving, authority):
    with serving(_tls(trustme.CA(), "news.example")) as web:
        web.page("/", b"<p>page</p>")
        with pytest.raises(FetchError):
            _trusting(authority).fetch(web.url(host="news.example", scheme="https"))
        assert web.asked == []
