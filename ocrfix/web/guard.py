"""Who may speak to a local server: its own pages and those who have its token, nobody else.

A web page elsewhere can send requests to 127.0.0.1 and can point its own name at it. So the name that was
asked for, the page that asks, and the token are checked before anything is done.
"""

import asyncio
import base64
import binascii
import html
import json
import secrets
import socket
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

import psutil
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 1_000_000
"""Of a request's body, where nothing else is said."""

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104
"""Hosts that stand for every address of the machine."""

_SAFE = ("GET", "HEAD", "OPTIONS")
_WRONG_PASSWORD_S = 1.0
_BEARER: Mapping[bytes, bytes] = {b"www-authenticate": b"Bearer"}
_HEADERS: Mapping[bytes, bytes] = {
    b"content-security-policy": (
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        b"connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What opens a server. `hosts` are the values of the Host header that are its own; `cookie` is the name
    of the one that holds the token, None for a server that is not meant for browsers; `password` is asked for
    beside the token where the server can be reached from elsewhere; `open_paths` need no token."""

    token: str
    hosts: frozenset[str]
    cookie: str | None
    password: str | None = None
    open_paths: frozenset[str] = frozenset()


class Guard:
    """Lets requests through to an application, or answers them.

    421: another Host. 403: from another Origin. 401: no token or no password. 413: too large, by what the
    request says or by what arrives. The token comes as `Authorization: Bearer`; where the keys have a cookie
    also in that, or once as `?token=`, which sets the cookie and leads to the same address without it.

    Answers are JSON, or a plain page for a browser that asks for one. `say` puts a sentence in a language of
    the `Accept-Language` that it is given.
    """

    def __init__(
        self,
        app: ASGIApp,
        keys: Keys,
        most_bytes: int = MOST_BYTES,
        say: Callable[[str, str], str] = lambda sentence, _: sentence,
    ) -> None:
        self._app = app
        self._keys = keys
        self._most_bytes = most_bytes
        self._say = say

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        answer = self._foreign(scope, headers, hosts)
        if answer is None and not self._knows_password(headers):
            await asyncio.sleep(_WRONG_PASSWORD_S)
            answer = _Answer(401, "a password is needed", _asks_for_password())
        if answer is None:
            answer = self._entering(scope) or self._unknown(scope, headers) or self._too_large(headers)
        sent = _Guarded(send, lambda refusal: self._told(refusal, headers))
        if answer is not None:
            await sent.answer(answer)
            return
        with suppress(_TooLargeError):
            await self._app(scope, _Limited(receive, self._most_bytes, sent), sent)

    def _told(self, answer: "_Answer", headers: Headers) -> tuple[bytes, bytes]:
        """The type and the body of an answer."""
        languages = headers.get("accept-language", "")
        error, hint = self._say(answer.error, languages), self._say(answer.hint, languages)
        if "text/html" in headers.get("accept", ""):
            page = f"<title>ocrfix</title><h1>{html.escape(error)}</h1><p>{html.escape(hint)}</p>"
            return b"text/html; charset=utf-8", b"<!doctype html>" + page.encode()
        return b"application/json", json.dumps({"error": error, "hint": hint}).encode()

    def _foreign(self, scope: Scope, headers: Headers, hosts: list[str]) -> "_Answer | None":
        """An answer where a page of somebody else is behind the request."""
        if len(hosts) != 1 or hosts[0].lower() not in self._keys.hosts:
            return _Answer(421, "this server has another name", hint="use the address that it printed")
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in self._keys.hosts}:
            return _Answer(403, "the request comes from another page")
        changes = scope["method"] not in _SAFE
        by_cookie = self._keys.cookie is not None and not _bearer(headers)
        site = headers.get("sec-fetch-site", "none")
        if changes and (site not in ("same-origin", "none") or (origin is None and by_cookie)):
            return _Answer(403, "the request comes from another page")
        return None

    def _knows_password(self, headers: Headers) -> bool:
        if self._keys.password is None or _same(_bearer(headers), self._keys.token):
            return True
        kind, _, rest = headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic":
            return False
        try:
            _, _, password = base64.b64decode(rest, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        return _same(password, self._keys.password)

    def _entering(self, scope: Scope) -> "_Answer | None":
        """The way in: the token in an address becomes a cookie."""
        if self._keys.cookie is None or scope["method"] not in ("GET", "HEAD"):
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        tokens = [value for name, value in query if name == "token"]
        if not tokens or not _same(tokens[0], self._keys.token):
            return None
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        path = scope["raw_path"].decode("latin-1").partition("?")[0].replace("\\", "%5C")
        place = f"/{path.lstrip('/')}{'?' if rest else ''}{rest}"
        cookie = f"{self._keys.cookie}={self._keys.token}; Path=/; HttpOnly; SameSite=Strict"
        return _Answer(303, "", {b"location": place.encode("latin-1"), b"set-cookie": cookie.encode()})

    def _unknown(self, scope: Scope, headers: Headers) -> "_Answer | None":
        if scope["path"] in self._keys.open_paths:
            return None
        given = [value for name, value in _cookies(headers) if name == self._keys.cookie]
        if any(_same(value, self._keys.token) for value in (*given, _bearer(headers))):
            return None
        if self._keys.cookie is None:
            return _Answer(401, "the token is missing or wrong", _BEARER, "send Authorization: Bearer TOKEN")
        return _Answer(401, "the token is missing", _BEARER, "open the address that ocrfix printed")

    def _too_large(self, headers: Headers) -> "_Answer | None":
        told = headers.get("content-length", "0")
        large = not told.isascii() or not told.isdecimal() or int(told[:20]) > self._most_bytes
        return _too_large(self._most_bytes) if large else None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    error: str
    headers: Mapping[bytes, bytes] | None = None
    hint: str = "this address is for the pages of ocrfix alone"


class _TooLargeError(Exception):
    """More arrived than may."""


class _Limited:
    """A request's body, up to a number of bytes. More is answered at once: the application would take it for
    a fault of its own."""

    def __init__(self, receive: Receive, most_bytes: int, sent: "_Guarded") -> None:
        self._receive = receive
        self._most_bytes = most_bytes
        self._left = most_bytes
        self._sent = sent

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                await self._sent.answer(_too_large(self._most_bytes))
                raise _TooLargeError
        return message


class _Guarded:
    """Answers with the headers that keep browsers strict. After an answer of the guard's own there is none of
    the application."""

    def __init__(self, send: Send, told: Callable[["_Answer"], tuple[bytes, bytes]]) -> None:
        self._send = send
        self._told = told
        self._started = False
        self._closed = False

    async def __call__(self, message: Message) -> None:
        if not self._closed:
            await self._pass(message)

    async def _pass(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._started = True
            own = [(name, value) for name, value in message.get("headers", []) if name not in _HEADERS]
            message = {**message, "headers": [*own, *_HEADERS.items()]}
        await self._send(message)

    async def answer(self, answer: _Answer) -> None:
        """An answer of the guard's own, after which the connection is closed; none inside of another."""
        self._closed = True
        if self._started:
            return
        kind, body = self._told(answer) if answer.error else (b"text/plain", b"")
        headers = [
            (b"content-type", kind),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
            *(answer.headers or {}).items(),
        ]
        await self._pass({"type": "http.response.start", "status": answer.status, "headers": headers})
        await self._pass({"type": "http.response.body", "body": body})


def hosts_of(host: str, port: int) -> frozenset[str]:
    """The names under which a server is asked for: those of the loopback, and its own; where it listens at
    all addresses, all of the machine's.

    >>> sorted(hosts_of("127.0.0.1", 8000))
    ['127.0.0.1:8000', '[::1]:8000', 'localhost:8000']
    """
    names = {"127.0.0.1", "localhost", "::1", host.lower()}
    if host in EVERYWHERE:
        names |= {socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
        names |= {address.address for addresses in psutil.net_if_addrs().values() for address in addresses}
    return frozenset(f"[{name}]:{port}" if ":" in name else f"{name}:{port}" for name in names)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def _bearer(headers: Headers) -> str:
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _cookies(headers: Headers) -> Iterable[tuple[str, str]]:
    for header in headers.getlist("cookie"):
        for part in header.split(";"):
            name, _, value = part.strip().partition("=")
            yield name, value


def _asks_for_password() -> Mapping[bytes, bytes]:
    return {b"www-authenticate": b'Basic realm="ocrfix", charset="UTF-8"'}


def _too_large(most_bytes: int) -> _Answer:
    return _Answer(413, f"the request is larger than {most_bytes:,} bytes", hint="send less")
