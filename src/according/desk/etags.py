"""Entity tags: whoever has the answer already is told that it has not changed, and gets no body (RFC 9110, 13.1.2)."""

from __future__ import annotations

from hashlib import blake2b

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class EntityTags:
    """Gives every whole answer to a GET a tag made from its body, and answers 304 where the asker has just that."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; its answer is held back until the first part of its body is there."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope).get("if-none-match", "")
        await self._app(scope, receive, _Tagging(asked, send))


class _Tagging:
    """Sends an answer on; one whose body is whole in its first part gets its tag before."""

    def __init__(self, asked: str, send: Send) -> None:
        self._known = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        self._send = send
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if self._start is not None:
            start, self._start = self._start, None
            message = _tagged(start, message, self._known)
            await self._send(start)
        await self._send(message)


def _tagged(start: Message, body: Message, known: set[str]) -> Message:
    """The body that is to be sent, its tag set in the head; none where the asker has it."""
    headers = MutableHeaders(raw=start["headers"])
    if start["status"] != 200 or body.get("more_body") or "etag" in headers or not body.get("body"):
        return body
    tag = f'"{blake2b(body["body"], digest_size=16).hexdigest()}"'
    headers["ETag"] = tag
    if tag not in known:
        return body
    start["status"] = 304
    start["headers"] = [(name, value) for name, value in headers.raw if name.lower() != b"content-length"]
    return {**body, "body": b""}
