"""Who may use the service: those who have its token and ask by its own name, in bodies of a fair size."""

import pytest
from services import TOKEN, ended, scan, serving

from ocrfix.service.limits import Limits

OPERATIONS = [
    ("GET", "/v1/pages"),
    ("POST", "/v1/pages"),
    ("GET", "/v1/pages/x"),
    ("DELETE", "/v1/pages/x"),
    ("GET", "/v1/pages/x/results/json"),
    ("GET", "/docs"),
]


@pytest.fixture
def client(tmp_path):
    with serving(tmp_path / "jobs", limits=Limits(max_bytes=10_000)) as client:
        yield client


def status(client, method, path, headers, **more):
    """The status of an answer of the guard, which is always in the service's own form."""
    answer = client.request(method, path, headers=headers, **more)
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error", "hint"}
    assert not [name for name in answer.headers if name.startswith("access-control")]
    return answer.status_code


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": ""},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer "},
        {"Authorization": "", "Cookie": f"ocrfix-8765={TOKEN}; token={TOKEN}; None={TOKEN}"},
    ],
    ids=["none", "wrong", "basic", "empty", "cookie"],
)
def test_nothing_is_done_without_the_token(client, method, path, headers):
    assert status(client, method, path, headers, content=scan() if method == "POST" else None) == 401
    assert client.get("/v1/pages").json()["total"] == 0


def test_the_token_is_no_part_of_an_address(client):
    answer = client.get(f"/v1/pages?token={TOKEN}", headers={"Authorization": ""}, follow_redirects=False)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/v1/health", "/openapi.json"])
def test_health_and_the_description_are_open_but_to_other_names(client, path):
    assert client.get(path, headers={"Authorization": ""}).status_code == 200
    assert status(client, "GET", path, {"Authorization": "", "Host": "evil.example"}) == 421


@pytest.mark.parametrize(
    "host", ["evil.example:8765", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:8765"]
)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_name_that_points_here_is_not_enough(client, method, path, host):
    assert status(client, method, path, {"Host": host}) == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:80"])
def test_other_pages_send_nothing_even_with_the_token(client, origin):
    assert status(client, "POST", "/v1/pages", {"Origin": origin}, content=scan()) == 403
    assert status(client, "OPTIONS", "/v1/pages", {"Origin": origin}) == 403
    assert client.get("/v1/pages").json()["total"] == 0


def test_what_says_that_it_is_too_large_is_not_read(client):
    assert status(client, "POST", "/v1/pages", {"Content-Length": "2000000000"}, content=b"x") == 413
    assert status(client, "POST", "/v1/pages", {"Content-Length": "9" * 40}, content=b"x") == 413


@pytest.mark.parametrize("form", [False, True])
def test_what_turns_out_too_large_is_cut_off(client, tmp_path, form):
    sent = []
    head = b'--b\r\nContent-Disposition: form-data; name="scan"; filename="a.png"\r\n\r\n' if form else b""

    def pieces():
        yield head + scan()
        for _ in range(1000):
            sent.append(1)
            yield bytes(1000)

    kind = {"Content-Type": "multipart/form-data; boundary=b"} if form else {}
    assert status(client, "POST", "/v1/pages", kind, content=pieces()) == 413
    assert client.get("/v1/pages").json()["total"] == 0
    assert list((tmp_path / "jobs" / "arriving").iterdir()) == []
    assert ended(client, client.post("/v1/pages", content=scan()).json())["state"] == "done"


def test_answers_keep_browsers_strict(client):
    headers = client.get("/v1/pages").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
