"""The address guard: whatever reaches the network goes through here.

An address is parsed once, by the URL standard that browsers follow (https://url.spec.whatwg.org), so `127.1`,
`2130706433`, fullwidth digits and percent-encoded hosts are already the plain address when they are judged. Every
address that a name resolves to is checked, and the socket is opened to a checked address: the name is not resolved
a second time, so a name server that changes its answer gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from ada_url import URL, HostType

from according.errors import AddressError, FetchError
from according.page.deadline import Deadline

Resolver = Callable[[str, int], Sequence[str]]

LONGEST_URL = 8192
"""Characters; servers refuse longer ones (RFC 9110, 4.1 asks for 8000 octets at least)."""

_TRY_SECONDS = 5.0
"""How long one address of a name is tried before the next, so that a dead IPv6 route does not use up the fetch."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address, parsed once.

    `url` is the serialised address without its fragment, `host` its host as it goes into the Host field (an IPv6
    address in brackets), `target` its path and query.
    """

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def name(self) -> str:
        """The host without the brackets of an IPv6 address."""
        return self.host.strip("[]")

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the scheme's own."""
        usual = {"http": 80, "https": 443}[self.scheme]
        return self.host if self.port == usual else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority."""
        return f"{self.scheme}://{self.authority}"


def check_url(url: str, base: str | None = None, *, private_networks: bool = False) -> Address:
    """Parse an address, relative to `base` where given, and refuse one that is not plainly a web address.

    Raises:
        AddressError: not http or https; userinfo, backslashes or control characters; a host that names this
            machine, its network or a metadata service.
    """
    shown = ascii(url[:200])
    if len(url) > LONGEST_URL:
        raise AddressError(f"The address {shown} is longer than {LONGEST_URL} characters and was not fetched.")
    # Parsers differ over these, and an address that two programs read differently is how guards are passed.
    if any(character == "\\" or _is_control(character) for character in url):
        raise AddressError(f"The address {shown} has a backslash or a control character in it; write it without.")
    try:
        parsed = URL(url, base)
    except ValueError:
        raise AddressError(f"{shown} is not a web address; give one that starts with https:// or http://.") from None
    _check_parts(parsed, shown)
    _check_name(parsed.hostname, private_networks)
    scheme = parsed.protocol.rstrip(":")
    port = int(parsed.port or {"http": 80, "https": 443}[scheme])
    parsed.hash = ""
    return Address(
        url=parsed.href.removesuffix("#"),
        scheme=scheme,
        host=parsed.hostname,
        port=port,
        target=parsed.pathname + parsed.search,
    )


def _is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character < "\xa0"


def _check_parts(parsed: URL, shown: str) -> None:
    if parsed.protocol not in ("http:", "https:"):
        raise AddressError(f"The address {shown} is not http or https; only web addresses are fetched.")
    if parsed.username or parsed.password:
        raise AddressError(f"The address {shown} has a user name or password before its host; write it without.")
    if parsed.port == "0":
        raise AddressError(f"The address {shown} names port 0, on which nothing can answer.")
    labels = parsed.hostname.split(".")
    if parsed.host_type == HostType.DEFAULT and not all(0 < len(label) < 64 for label in labels):
        raise AddressError(f"The address {shown} has a host with an empty or overlong part; check its dots.")


# Names that are no public host whatever they resolve to, each with what it is and whether `private_networks` opens it.
_NAMES: tuple[tuple[str, str, bool], ...] = (
    ("metadata.google.internal", "the metadata service of a cloud", False),
    ("metadata.goog", "the metadata service of a cloud", False),
    ("metadata", "the metadata service of a cloud", False),
    ("instance-data", "the metadata service of a cloud", False),
    ("localhost", "this machine (RFC 6761)", True),
    ("local", "a host of the local network (RFC 6762)", True),
    ("home.arpa", "a host of the home network (RFC 8375)", True),
    ("internal", "a host of a private network", True),
)


def _check_name(host: str, private_networks: bool) -> None:
    for name, what, opens in _NAMES:
        if host == name or host.endswith("." + name):
            if opens and private_networks:
                return
            raise AddressError(f"The host {host} is {what}, and was not connected to.")


# What is not reached, from IANA's special-purpose registries (IPv4: RFC 6890 and after; IPv6: only 2000::/3 is
# global unicast, RFC 4291), each with what it is and whether `private_networks` opens it. The first that holds decides.
_NETWORKS: tuple[tuple[IPv4Network | IPv6Network, str, bool], ...] = tuple(
    (ipaddress.ip_network(network), what, opens)
    for network, what, opens in (
        ("127.0.0.0/8", "this machine", True),
        ("10.0.0.0/8", "a private network", True),
        ("172.16.0.0/12", "a private network", True),
        ("192.168.0.0/16", "a private network", True),
        ("100.64.0.0/10", "a carrier's shared network", True),
        ("0.0.0.0/8", "unspecified", False),
        ("169.254.0.0/16", "link-local, where clouds keep their metadata service", False),
        ("168.63.129.16/32", "a cloud's own service", False),
        ("192.0.0.0/24", "reserved for protocols", False),
        ("192.0.2.0/24", "reserved for documentation", False),
        ("192.88.99.0/24", "reserved for 6to4 relays", False),
        ("198.18.0.0/15", "reserved for benchmarks", False),
        ("198.51.100.0/24", "reserved for documentation", False),
        ("203.0.113.0/24", "reserved for documentation", False),
        ("224.0.0.0/4", "multicast", False),
        ("240.0.0.0/4", "reserved", False),
        ("::1/128", "this machine", True),
        # Before fc00::/7, which private_networks opens: the address at which one cloud keeps its metadata service.
        ("fd00:ec2::254/128", "the metadata service of a cloud", False),
        ("fc00::/7", "a private network", True),
        ("fe80::/10", "link-local", False),
        ("ff00::/8", "multicast", False),
        ("2001::/23", "reserved for protocols, Teredo among them", False),
        ("2001:db8::/32", "reserved for documentation", False),
        ("2002::/16", "6to4, which hides another address", False),
        ("3fff::/20", "reserved for documentation", False),
        ("::/3", "no public address", False),
        ("4000::/2", "no public address", False),
        ("8000::/1", "no public address", False),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")


def fault_of(address: IPv4Address | IPv6Address, *, private_networks: bool = False) -> str | None:
    """Say what an address is that must not be connected to; None where it may be.

    An IPv4 address inside an IPv4-mapped or NAT64 one (RFC 4291, RFC 6052) is judged in its place: networks without
    IPv4 reach public hosts that way.
    """
    judged = _inner(address)
    for network, what, opens in _NETWORKS:
        if judged.version == network.version and judged in network:
            return None if opens and private_networks else what
    return None


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address


def resolve(host: str, port: int) -> list[str]:
    """Ask the system's resolver for every address of a name.

    Raises:
        OSError: the name does not resolve.
    """
    return [str(answer[4][0]) for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Guard:
    """Opens sockets, to checked addresses only.

    Args:
        private_networks: lets this machine and private networks through, for those who read an intranet.
        resolver: gives every address of a host name; the system's by default.
    """

    def __init__(self, *, private_networks: bool = False, resolver: Resolver = resolve) -> None:
        self.private_networks = private_networks
        self._resolver = resolver

    def connect(self, address: Address, deadline: Deadline) -> socket.socket:
        """Connect to the host of an address.

        Raises:
            AddressError: one of the addresses that the name resolves to must not be connected to.
            FetchError: the name does not resolve, or no address answers in time.
        """
        failure: OSError | None = None
        for checked in self._checked(address, deadline):
            try:
                # A numeric address: nothing is resolved here.
                return socket.create_connection(
                    (str(checked), address.port), timeout=min(deadline.remaining(), _TRY_SECONDS)
                )
            except OSError as error:
                failure = error
        raise FetchError(f"The host {address.authority} does not answer ({failure}); try again later.") from failure

    def _checked(self, address: Address, deadline: Deadline) -> list[IPv4Address | IPv6Address]:
        found = [ipaddress.ip_address(text) for text in self._resolved(address, deadline)]
        for candidate in found:
            fault = fault_of(candidate, private_networks=self.private_networks)
            if fault:
                # One bad address refuses the name: a host that mixes them is an attack or misconfigured.
                raise AddressError(f"The host {address.host} leads to {candidate}, which is {fault}; not connected to.")
        return found

    def _resolved(self, address: Address, deadline: Deadline) -> Sequence[str]:
        if _is_numeric(address.name):
            return [address.name]
        answer: Future[Sequence[str]] = Future()
        # The system's resolver knows no time limit, so it is waited for rather than called.
        threading.Thread(target=self._ask, args=(address, answer), daemon=True).start()
        try:
            found = answer.result(deadline.remaining())
        except TimeoutError:
            raise FetchError(f"The name {address.host} was not resolved in time; try again later.") from None
        except (OSError, UnicodeError) as error:
            raise FetchError(f"The name {address.host} does not resolve ({error}); check the address.") from error
        if not found:
            raise FetchError(f"The name {address.host} resolves to no address; check the address.")
        return found

    def _ask(self, address: Address, answer: Future[Sequence[str]]) -> None:
        try:
            answer.set_result(self._resolver(address.name, address.port))
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)


def _is_numeric(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
