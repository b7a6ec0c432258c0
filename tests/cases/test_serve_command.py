"""`ocrfix serve` as a process: what it prints, what it refuses, how it ends, and what it leaves."""

import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest
from services import scan

ROOT = Path(__file__).parents[2]
TOKEN = "a token of the tests"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Serving:
    """A service that runs: its process, what it printed, and a client that has its token."""

    process: subprocess.Popen
    printed: list[str]
    client: httpx.Client

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def ended(self, url: str) -> dict:
        """The job when nothing is left to do for it; a page has 300 s by default."""
        until = time.monotonic() + 330
        while time.monotonic() < until:
            job = self.client.get(url).json()
            if job["state"] in ("done", "failed"):
                return job
            time.sleep(0.05)
        raise AssertionError(job)


def command(folder: Path, *options: str, real: bool = False, token: str | None = TOKEN) -> subprocess.Popen:
    """Start the service with a reader that reads nothing, or the `real` one."""
    program = ["-m", "ocrfix", "serve"] if real else [str(ROOT / "tests" / "fake_service.py")]
    place = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "TMPDIR": str(folder)}
    place |= {"OCRFIX_LEXICON": str(folder / "lexicon.txt")}
    place.pop("OCRFIX_TOKEN", None)
    if token is not None:
        place["OCRFIX_TOKEN"] = token
    return subprocess.Popen(
        [sys.executable, *program, *options],
        cwd=folder,
        env=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serving(folder: Path, *options: str, real: bool = False, token: str | None = TOKEN) -> Iterator[Serving]:
    process = command(folder, "--port", "0", "--jobs", "1", *options, real=real, token=token)
    try:
        printed = [process.stdout.readline().strip()]
        if token is None:
            printed.append(process.stdout.readline().strip())
            token = printed[1].removeprefix("token: ")
        assert printed[0], process.stderr.read()
        bearer = {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=printed[0], headers=bearer, timeout=60) as client:
            yield Serving(process, printed, client)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def refused(folder: Path, *options: str, token: str | None = TOKEN) -> tuple[int, str]:
    """The exit code and the words of a service that does not start."""
    process = command(folder, *options, token=token)
    _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    return process.returncode, err


def nothing_arrives(folder: Path) -> bool:
    """Whether the last bytes of scans that were not taken go, within a moment."""
    until = time.monotonic() + 20
    while list((folder / "arriving").iterdir()) and time.monotonic() < until:
        time.sleep(0.02)
    return not list((folder / "arriving").iterdir())


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_prints_where_it_is_and_ends_in_order(tmp_path, number, code):
    with serving(tmp_path, token=None) as service:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", service.printed[0])
        assert re.fullmatch(r"token: [\w-]{43}", service.printed[1])
        job = service.client.post("/v1/pages", content=scan()).json()
        assert service.ended(job["url"])["state"] == "done"
        assert [path for path in tmp_path.iterdir() if path.is_dir()] != []
        assert service.end(number) == code
        assert (service.process.stdout.read(), service.process.stderr.read()) == ("", "")
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_job_that_was_being_read_when_it_was_killed_is_read_after_a_restart(tmp_path):
    with serving(tmp_path, "--folder", "jobs") as service:
        hung = service.client.post("/v1/pages?name=hangs.png", content=scan()).json()
        waiting = service.client.post("/v1/pages?name=b.png", content=scan()).json()
        while service.client.get(hung["url"]).json()["state"] != "running":
            time.sleep(0.02)
        service.end(signal.SIGKILL)
    with serving(tmp_path, "--folder", "jobs", "--page-timeout", "1") as service:
        assert service.ended(hung["url"])["error"] == "took longer than 1 s"
        assert service.ended(waiting["url"])["state"] == "done"
        assert service.client.get(f"{waiting['url']}/results/json").status_code == 200


def test_a_scan_that_is_broken_off_leaves_nothing_and_takes_no_place(tmp_path):
    with serving(tmp_path, "--folder", "jobs", "--max-waiting", "1") as service:
        port = int(service.printed[0].rpartition(":")[2])
        head = f"POST /v1/pages HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {TOKEN}\r\n"
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(f"{head}Content-Length: 5000\r\n\r\n".encode() + scan())
            while not list((tmp_path / "jobs" / "arriving").iterdir()):
                time.sleep(0.02)
            assert service.client.post("/v1/pages", content=scan()).status_code == 429
        assert nothing_arrives(tmp_path / "jobs")
        job = service.client.post("/v1/pages", content=scan())
        assert job.status_code == 202
        assert service.ended(job.json()["url"])["state"] == "done"
        service.end(signal.SIGTERM)
        assert service.process.stderr.read() == ""


TWO_GB = 2_147_483_648


@pytest.mark.parametrize("told", [True, False], ids=["by what it says", "by what arrives"])
def test_two_gigabytes_are_refused_before_they_are_sent(tmp_path, told):
    with serving(tmp_path, "--folder", "jobs", "--max-mb", "2") as service:
        port = int(service.printed[0].rpartition(":")[2])
        server = psutil.Process(service.process.pid)
        before = server.memory_info().rss
        head = f"POST /v1/pages HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {TOKEN}\r\n"
        size = f"Content-Length: {TWO_GB}" if told else "Transfer-Encoding: chunked"
        piece = bytes(65536) if told else b"10000\r\n" + bytes(65536) + b"\r\n"
        sent = 0
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(f"{head}{size}\r\n\r\n".encode())
            while sent < TWO_GB and not select.select([connection], [], [], 0.01)[0]:
                connection.sendall(piece)
                sent += len(piece)
            answer = connection.recv(4000)
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert sent < 30_000_000
        assert server.memory_info().rss - before < 60_000_000
        assert nothing_arrives(tmp_path / "jobs")
        assert service.client.get("/v1/pages").json()["total"] == 0


def test_other_names_must_be_said(tmp_path):
    ask = {"Host": "ocr.example.org"}
    with serving(tmp_path) as service:
        assert service.client.get("/v1/health", headers=ask).status_code == 421
    with serving(tmp_path, "--name", "OCR.example.org") as service:
        assert service.client.get("/v1/health", headers=ask).status_code == 200


def test_two_services_do_not_share_a_folder_or_a_port(tmp_path):
    with serving(tmp_path, "--folder", "jobs") as service:
        code, words = refused(tmp_path, "--folder", "jobs", "--port", "0")
        assert (code, "another ocrfix is writing there" in words) == (7, True)
        code, words = refused(tmp_path, "--port", service.printed[0].rpartition(":")[2])
        assert (code, "choose another --port" in words) == (7, True)


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "service.sqlite").write_text("no database, but long enough to be taken for one")
    code, words = refused(tmp_path, "--folder", "jobs", "--port", "0")
    assert (code, "service.sqlite" in words) == (6, True)


@pytest.mark.parametrize(
    ("options", "token", "words"),
    [
        (("--host", "0.0.0.0"), TOKEN, "--i-know"),  # noqa: S104
        (("--host", "0.0.0.0", "--i-know"), None, "OCRFIX_TOKEN"),  # noqa: S104
        ((), "short", "at least 16 characters"),
    ],
)
def test_no_door_is_left_open(tmp_path, options, token, words):
    code, told = refused(tmp_path, "--port", "0", *options, token=token)
    assert (code, words in told) == (4, True), told


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_commands_of_the_readme_work(tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (start,) = re.findall(r"^```bash\nocrfix serve (.*)\n```$", readme, re.MULTILINE)
    (commands,) = re.findall(r"^```bash\n(AUTH=.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    variable, *calls = commands.splitlines()
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    with serving(tmp_path, *start.split()) as service:
        job, told = "", {}
        for call in calls:
            line = call.replace("http://127.0.0.1:8765", service.printed[0]).replace("/ID", f"/{job}")
            told[call] = curl(f"{variable}\n{line}", tmp_path)
            if not job:
                job = json.loads(told[call])["id"]
                service.ended(f"/v1/pages/{job}")
    body, form, look, result, listed, deleted = told.values()
    assert json.loads(body)["name"] == "modern_daily.jpg"
    assert json.loads(form)["name"] == "vertical_tiers.jpg"
    assert json.loads(look)["pages"][0]["state"] == "done"
    assert (tmp_path / "modern_daily.alto.xml").read_bytes().startswith(b"alto: ")
    assert json.loads(listed) == {"jobs": [], "total": 0, "next": None}
    assert (result, deleted) == ("", "")


def curl(script: str, folder: Path) -> str:
    """What a line of the README prints; the test fails with curl where a request is refused."""
    place = {**os.environ, "OCRFIX_TOKEN": TOKEN, "CURL_HOME": str(folder)}
    (folder / ".curlrc").write_text("silent\nshow-error\nfail-with-body\n")
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.page
def test_a_sample_is_read_over_http(tmp_path):
    sample = (ROOT / "samples" / "english_six_columns.jpg").read_bytes()
    with serving(tmp_path, real=True) as service:
        sent = service.client.post("/v1/pages?name=six.jpg&formats=json,alto,pdf", content=sample)
        assert sent.status_code == 202
        job = service.ended(sent.json()["url"])
        assert (job["state"], job["error"]) == ("done", None)
        (page,) = job["pages"]
        assert page["read"]["articles"] > 3
        found = {name: service.client.get(address) for name, address in page["results"].items()}
    document = json.loads(found["json"].content)
    assert document["source"]["file"] == "six.jpg"
    assert document["source"]["sha256"] == job["sha256"]
    assert b"<fileName>six.jpg</fileName>" in found["alto"].content
    assert found["pdf"].content.startswith(b"%PDF-")
    assert found["pdf"].headers["content-type"] == "application/pdf"


def test_the_port_is_not_opened_to_the_network(tmp_path):
    with serving(tmp_path) as service:
        open_ports = psutil.Process(service.process.pid).net_connections("inet")
    assert {each.laddr.ip for each in open_ports if each.status == psutil.CONN_LISTEN} == {"127.0.0.1"}
