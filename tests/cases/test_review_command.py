"""`ocrfix review` as a user starts it, and what becomes of a review in the other commands."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from conftest import ROOT, run_in

from ocrfix.geometry import Box
from ocrfix.model.article import Article, Paragraph
from ocrfix.model.as_json import to_json
from ocrfix.model.page import Page, Region, RegionKind, Source, TextLine


def page_json(path: Path) -> Path:
    line = TextLine(id="l1", polygon=Box(0, 0, 90, 20).polygon, reading="大家一起走", confidence=1.0)
    region = Region(id="r1", kind=RegionKind.BODY, polygon=line.polygon, lines=(line,))
    page = Page(
        name=path.stem,
        source=Source(file="p.png", page=1, sha256=None, width_px=100, height_px=100),
        language="zh-Hans",
        regions=(region,),
        articles=(Article(id="a1", body=(Paragraph(("l1",)),)),),
    )
    path.write_text(to_json(page), encoding="utf-8")
    return path


class Visitor:
    """A browser without a window."""

    def __init__(self, address: str) -> None:
        self.base = address.partition("/?")[0]
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self._open(address, timeout=20).close()

    def get(self, path: str):
        with self._open(f"{self.base}{path}", timeout=20) as answer:
            return json.load(answer)

    def post(self, path: str, body):
        sent = urllib.request.Request(  # noqa: S310
            f"{self.base}{path}", data=json.dumps(body).encode(), headers={"Origin": self.base}
        )
        with self._open(sent, timeout=20) as answer:
            return json.load(answer)


@contextmanager
def reviewing(folder: Path, *words: str):
    place = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.Popen(
        [sys.executable, "-m", "ocrfix", "review", "--no-browser", *words],
        cwd=folder,
        env=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield run, run.stdout.readline().strip()
    finally:
        run.kill()
        run.communicate()


def test_the_address_is_all_that_is_printed_and_it_opens_the_page(tmp_path):
    page_json(tmp_path / "p.json")
    with reviewing(tmp_path, "p.json") as (run, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{43}", address)
        assert Visitor(address).get("/api/pages/1")["lines"]["l1"]["text"] == "大家一起走"
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address.partition("/?")[0], timeout=20)  # noqa: S310
        assert refused.value.code == 401
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=20)
        assert (run.returncode, out, "Traceback" in err) == (0, "", False)


def test_what_was_reviewed_is_exported(tmp_path):
    page_json(tmp_path / "p.json")
    with reviewing(tmp_path, "p.json") as (_, address):
        action = {"kind": "write", "line": "l1", "text": "大家一齐走"}
        Visitor(address).post("/api/pages/1/actions", {"version": 0, "action": action})
    done = run_in(tmp_path, "ocrfix export p.json -o out --format txt,page")
    assert done.code == 0
    assert "大家一齐走" in (tmp_path / "out/p.txt").read_text(encoding="utf-8")
    both = (tmp_path / "out/p.page.xml").read_text(encoding="utf-8")
    assert "大家一齐走" in both


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        ("review lost", 6, "lost: no such file or folder"),
        ("review empty", 6, "empty: is no collection"),
        ("review bad.json", 6, "bad.json"),
        ("review p.json --host 0.0.0.0", 4, "add --i-know"),
        ("review p.json --host 0.0.0.0 --i-know", 4, "needs a password"),
        ("review p.json --host 203.0.113.9 --i-know", 7, "cannot be had"),
    ],
)
def test_what_cannot_be_reviewed_is_told_with_what_to_do(tmp_path, monkeypatch, command, code, words):
    if "203" in command:
        monkeypatch.setenv("OCRFIX_PASSWORD", "long enough")
    page_json(tmp_path / "p.json")
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.json").write_text("{")
    done = run_in(tmp_path, f"ocrfix {command} --no-browser")
    assert (done.code, words in done.err, "Traceback" in done.err, done.out) == (code, True, False, "")
