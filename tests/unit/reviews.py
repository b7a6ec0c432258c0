"""Pages and collections to be reviewed."""

import json
from dataclasses import replace
from pathlib import Path

from batches import ORDER, batch
from fake_reader import fake_reader
from lines import lattice, page_of
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ocrfix.batch.read import passages_of
from ocrfix.batch.task import PagesRead
from ocrfix.geometry import Box
from ocrfix.model.article import Article, Paragraph
from ocrfix.model.as_json import to_json
from ocrfix.model.edit import Edit
from ocrfix.model.page import Doubt, Page, Source, TextLine
from ocrfix.review.app import create_app
from ocrfix.review.collection import Collection
from ocrfix.review.learning import learn
from ocrfix.review.shelf import SinglePage
from ocrfix.web.guard import Guard, Keys, hosts_of

WIDTH, HEIGHT = 1300, 900
READINGS = ("钱塘进人关键时刻", "市民架市场开放", "架篮子里有青架", "大家一起走")
TOKEN = "t" * 43
ORIGIN = {"Origin": "http://testserver"}


def page_to_review(name: str = "front", scan: str = "front.png") -> Page:
    """Four lines of one article with three edits and a doubt."""
    page = page_of(READINGS[:2], READINGS[2:])
    regions = tuple(
        replace(region, lines=tuple(_printed(line, row) for row, line in enumerate(region.lines, 2 * number)))
        for number, region in enumerate(page.regions)
    )
    return replace(
        page,
        name=name,
        source=Source(file=scan, page=1, sha256=None, width_px=WIDTH, height_px=HEIGHT),
        regions=regions,
        articles=(Article(id="a1", body=(Paragraph(("l1", "l2")), Paragraph(("l3", "l4")))),),
        edits=(
            _edit("e1", "l1", 3, "人", "入"),
            _edit("e2", "l2", 2, "架", "菜"),
            _edit("e3", "l3", 0, "架", "菜"),
        ),
        doubts=(Doubt(kind="misread", text="青架 may be 青菜: one key", line="l3", alternative="青菜"),),
    )


def _printed(line: TextLine, row: int) -> TextLine:
    box = Box(40, 40 + 60 * row, 40 + 40 * len(line.reading), 80 + 60 * row)
    return replace(line, polygon=box.polygon, glyphs=lattice(line.reading, step=40.0, at3="入八"))


def _edit(name: str, line: str, start: int, before: str, after: str) -> Edit:
    return Edit(
        id=name, line=line, start=start, before=before, after=after, rule="misread", visual="v", language="l"
    )


def picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (WIDTH, HEIGHT), (250, 248, 240)).save(path)
    return path


def page_file(folder: Path, page: Page | None = None, scan: bool = True) -> Path:
    """A page's JSON with its scan beside it."""
    path = folder / "front.json"
    path.write_text(to_json(page or page_to_review()), encoding="utf-8")
    if scan:
        picture(folder / "front.png")
    return path


def _reader(task):
    (result,) = fake_reader(task).results
    page = page_to_review(task.path.stem, task.path.name)
    fields = {name: getattr(result, name) for name in result.__slots__}
    fields |= {
        "files": {".json": to_json(page).encode()},
        "passages": tuple(passages_of(page)),
        "doubts": 1,
        "edits": 3,
        "remarks": (("edit", "misread: “架” → “菜”", 2), ("edit", "misread: “人” → “入”", 1)),
    }
    return PagesRead(results=(type(result)(**fields),), seconds=1, peak_mb=1)


def read_collection(folder: Path, *names: str) -> Path:
    """A collection of pages to review, each from a scan of its own."""
    for number, name in enumerate(names):
        path = picture(folder / "s" / f"{name}.png")
        path.write_bytes(path.read_bytes() + bytes([number]))  # no two have the same bytes
    batch(folder / "s", folder / "c", reader=_reader, order=replace(ORDER, formats=("json",)))
    return folder / "c"


def learning_here(monkeypatch) -> list[Path]:
    """From now on a collection learns in this process, which is quicker; where it did, each time."""
    times: list[Path] = []

    def in_this_process(collection, begun):
        times.append(collection)
        learn(collection)

    monkeypatch.setattr("ocrfix.review.teacher.in_a_process", in_this_process)
    return times


class Desk:
    """A client of the application of a page or a collection, let in by its guard."""

    def __init__(self, place: Path) -> None:
        self.shelf = Collection(place) if place.is_dir() else SinglePage(place)
        self.app = create_app(self.shelf)
        self.http = client_of(self.app)
        self.http.cookies.set("ocrfix", TOKEN)

    def get(self, path: str):
        return self.http.get(path)

    def post(self, path: str, body, author: str = ""):
        data = json.dumps(body, ensure_ascii=False).encode(errors="surrogatepass")
        return self.http.post(path, content=data, headers={**ORIGIN, "X-Author": author})

    def view(self, page: int = 1):
        return self.get(f"/api/pages/{page}").json()

    def act(self, version: int, kind: str, page: int = 1, author: str = "", **fields):
        body = {"version": version, "action": {"kind": kind, **fields}}
        return self.post(f"/api/pages/{page}/actions", body, author)


def client_of(app: Starlette) -> TestClient:
    keys = Keys(token=TOKEN, hosts=hosts_of("testserver", 80) | {"testserver"}, cookie="ocrfix")
    return TestClient(Guard(app, keys), follow_redirects=False)
