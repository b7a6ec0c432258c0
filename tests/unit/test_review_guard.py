"""Who is turned away, and with which status: each attack on a local server is one test."""

import base64
import socket
import threading
import time

import pytest
import uvicorn
from reviews import TOKEN, Desk, page_file, page_to_review
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ocrfix.errors import SettingsError
from ocrfix.review.look import say
from ocrfix.review.server import checked_password
from ocrfix.web.guard import Guard, Keys
from ocrfix.web.server import is_loopback

COOKIE = {"Cookie": f"ocrfix={TOKEN}"}


async def _echo(request: Request):
    return PlainTextResponse(f"{len(await request.body())}")


def client(password=None, most_bytes=1000):
    app = Starlette(routes=[Route("/{path:path}", _echo, methods=["GET", "POST"])])
    keys = Keys(token=TOKEN, hosts=frozenset({"testserver"}), cookie="ocrfix", password=password)
    return TestClient(Guard(app, keys, most_bytes, say), follow_redirects=False)


def test_the_token_in_the_address_becomes_a_strict_cookie_and_leaves_the_address():
    answer = client().get(f"/same?token={TOKEN}&before=%E6%9E%B6")
    assert (answer.status_code, answer.headers["location"]) == (303, "/same?before=%E6%9E%B6")
    assert answer.headers["set-cookie"] == f"ocrfix={TOKEN}; Path=/; HttpOnly; SameSite=Strict"


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/"])
def test_the_way_in_leads_nowhere_else(path):
    answer = client().get(f"http://testserver{path}", params={"token": TOKEN})
    assert not answer.headers["location"].startswith(("//", "/\\"))


def test_whoever_has_the_cookie_or_the_bearer_is_let_in():
    assert client().get("/", headers=COOKIE).status_code == 200
    assert client().get("/", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client().post("/", content=b"abc", headers={**COOKIE, **_own()}).text == "3"
    assert client().post("/", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_an_old_bookmark_is_answered_with_a_page_in_the_browser_s_language():
    answer = client().get("/", headers={"Accept": "text/html,*/*", "Accept-Language": "zh-CN"})
    assert (answer.status_code, answer.headers["content-type"]) == (401, "text/html; charset=utf-8")
    assert "<h1>缺少访问令牌</h1><p>请打开 ocrfix 给出的地址</p>" in answer.text


def test_a_program_without_the_token_is_answered_with_json():
    answer = client().get("/", headers={"Accept": "*/*"})
    assert answer.json() == {
        "error": "the token is missing",
        "hint": "open the address that ocrfix printed",
    }


def _own():
    return {"Origin": "http://testserver"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cookie": "ocrfix=" + "x" * 43},
        {"Cookie": "ocrfix="},
        {"Cookie": f"other={TOKEN}"},
        {"Authorization": "Bearer "},
        {"Authorization": f"Basic {TOKEN}"},
        {"Cookie": "ocrfix=é"},
    ],
)
def test_without_the_token_nothing_is_told(headers):
    sent = {name: value.encode() for name, value in headers.items()}
    assert client().get("/", headers=sent).status_code == 401
    assert client().get("/?token=wrong", headers=sent).status_code == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "testserver.evil.example", "127.0.0.2", ""]
)
def test_another_name_for_this_machine_is_refused_even_with_the_token(host):
    answer = client().get(f"/?token={TOKEN}", headers={**COOKIE, "Host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:8080"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"},
        {},
    ],
)
def test_a_page_of_somebody_else_changes_nothing(headers):
    assert client().post("/", headers={**COOKIE, **headers}).status_code == 403


def test_a_page_of_somebody_else_does_not_read_either():
    answer = client().get("/", headers={**COOKIE, "Origin": "http://evil.example"})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_every_answer_keeps_the_browser_strict():
    for answer in (client().get("/"), client().get("/", headers=COOKIE)):
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_a_body_that_says_it_is_too_large_is_not_read():
    for length in (1001, 2 * 2**30, 10**30):
        sent = {**COOKIE, **_own(), "Content-Length": str(length)}
        assert client().post("/", headers=sent).status_code == 413
    assert client().post("/", content=b"x" * 1000, headers={**COOKIE, **_own()}).text == "1000"


def test_a_body_that_is_too_large_without_saying_so_is_cut_off():
    chunks = (b"x" * 500 for _ in range(4_000_000))
    assert client().post("/", content=chunks, headers={**COOKIE, **_own()}).status_code == 413


def test_a_password_is_asked_for_where_there_is_one(monkeypatch):
    monkeypatch.setattr("ocrfix.web.guard._WRONG_PASSWORD_S", 0)
    guarded = client(password="open sesame")  # noqa: S106
    good = base64.b64encode(b"me:open sesame").decode()
    bad = base64.b64encode(b"me:open").decode()
    assert guarded.get("/", headers=COOKIE).headers["www-authenticate"].startswith("Basic")
    for word, status in ((bad, 401), ("%%%", 401), (good, 200)):
        assert guarded.get("/", headers={**COOKIE, "Authorization": f"Basic {word}"}).status_code == status
    assert guarded.get("/", headers={"Authorization": f"Basic {good}"}).status_code == 401


@pytest.fixture(scope="module")
def address():
    """A real server on a real socket."""
    keys_of = frozenset({"127.0.0.1"})
    app = Starlette(routes=[Route("/", _echo, methods=["GET", "POST"])])
    guard = Guard(app, Keys(token=TOKEN, hosts=keys_of, cookie="ocrfix"))
    server = uvicorn.Server(uvicorn.Config(guard, log_level="critical", lifespan="off", port=0))
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listener.getsockname()
    server.should_exit = True
    thread.join(10)


def _head(*more: str) -> bytes:
    rows = (
        "POST / HTTP/1.1",
        "Host: 127.0.0.1",
        "Origin: http://127.0.0.1",
        f"Cookie: ocrfix={TOKEN}",
        *more,
    )
    return ("\r\n".join(rows) + "\r\n\r\n").encode()


def test_two_gigabytes_by_content_length_are_refused_at_once(address):
    with socket.create_connection(address, timeout=10) as wire:
        wire.sendall(_head(f"Content-Length: {2 * 2**30}"))
        assert wire.recv(1000).startswith(b"HTTP/1.1 413")


def test_two_gigabytes_in_chunks_are_cut_off_after_the_first(address):
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    sent, answer = 0, b""
    with socket.create_connection(address, timeout=10) as wire:
        wire.sendall(_head("Transfer-Encoding: chunked"))
        wire.setblocking(False)
        while sent < 2 * 2**30 and not answer:
            try:
                sent += wire.send(chunk)
            except BlockingIOError:
                time.sleep(0.001)
            except OSError:
                break
            try:
                answer = wire.recv(1000)
            except BlockingIOError:
                continue
            except OSError:
                break
    assert sent < 50_000_000
    assert answer.startswith(b"HTTP/1.1 413")


TRAVERSALS = (
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/secret",
    "/etc/passwd",
    "..\\secret",
    "\0",
    "…",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "secret").write_text("a secret")
    return Desk(page_file(folder))


@pytest.mark.parametrize("name", TRAVERSALS)
@pytest.mark.parametrize(
    "path",
    [
        "/pages/{}",
        "/api/pages/{}",
        "/api/pages/1/crops/{}.jpg",
        "/api/pages/1/crops/l1.jpg?start={}",
        "/api/pages/1/tiles/{}/0/0.jpg",
        "/api/pages/1/tiles/0/{}/0.jpg",
        "/api/pages/1/tiles/0/0/{}.jpg",
        "/api/pages/{}/thumbnail.jpg",
        "/api/same?before=a&after=b&page={}",
        "/api/same/groups?page={}",
        "/static/{}",
        "/{}",
    ],
)
def test_no_path_leads_to_a_file_that_is_not_meant(desk, path, name):
    answer = desk.get(path.format(name.replace("\0", "%00")))
    assert answer.status_code in (400, 404, 422)
    assert "secret" not in answer.text.replace(name, "")


@pytest.mark.parametrize("name", TRAVERSALS)
def test_no_name_in_an_action_leads_anywhere(desk, name):
    for fields in (
        {"kind": "accept", "item": name},
        {"kind": "write", "line": name, "text": "x"},
        {"kind": "label", "region": name, "label": "body"},
        {"kind": "label", "region": "r1", "label": name},
        {"kind": "merge_articles", "first": name, "second": "a1"},
        {"kind": name},
    ):
        answer = desk.post("/api/pages/1/actions", {"version": 0, "action": fields})
        assert answer.status_code == 422
    assert desk.view()["version"] == 0


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"",
        b"\x89PNG\r\n\x1a\n cut short",
    ],
)
def test_a_scan_that_is_no_picture_is_refused_and_the_text_can_still_be_reviewed(tmp_path, content):
    path = page_file(tmp_path, page_to_review(), scan=False)
    (tmp_path / "front.png").write_bytes(content)
    desk = Desk(path)
    for picture in ("tiles/0/0/0.jpg", "crops/l1.jpg", "thumbnail.jpg"):
        answer = desk.get(f"/api/pages/1/{picture}")
        assert (answer.status_code, answer.headers["content-type"]) == (415, "application/json")
    assert desk.act(0, "accept", item="e1").status_code == 200


def test_only_the_loopback_is_served_without_more_words(monkeypatch):
    assert checked_password("127.0.0.1", False, None) is None
    assert [is_loopback(host) for host in ("::1", "localhost", "192.168.0.7", "example.org")] == [
        True,
        True,
        False,
        False,
    ]
    monkeypatch.delenv("OCRFIX_PASSWORD", raising=False)
    for knows in (False, True):
        with pytest.raises(SettingsError):
            checked_password("0.0.0.0", knows, None)  # noqa: S104
    monkeypatch.setenv("OCRFIX_PASSWORD", "short")
    with pytest.raises(SettingsError, match="8 characters"):
        checked_password("0.0.0.0", True, None)  # noqa: S104
    monkeypatch.setenv("OCRFIX_PASSWORD", "long enough")
    assert checked_password("0.0.0.0", True, None) == "long enough"  # noqa: S104
