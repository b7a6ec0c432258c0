"""A row an article, for people who count things: CSV, JSON Lines and Parquet, written only."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from ocrfix.errors import SetupError
from ocrfix.formats.issue import Issue
from ocrfix.geometry import Box, box_of, union
from ocrfix.model.article import Article
from ocrfix.model.page import Page
from ocrfix.model.text import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`date` is ISO; `body` has a paragraph a line; `characters` counts headings and body without spaces;
    `left` to `bottom` is the box around the article, in pixels of the scan."""

    issue: str
    title: str | None
    date: str | None
    number: str | None
    page: str
    scan: str | None
    language: str
    article: str
    kicker: str | None
    headline: str | None
    subheadline: str | None
    byline: str | None
    dateline: str | None
    body: str
    captions: str | None
    paragraphs: int
    characters: int
    continued_from: str | None
    continues_on: str | None
    confidence: float | None
    left: int | None
    top: int | None
    right: int | None
    bottom: int | None


COLUMNS = tuple(field.name for field in fields(Row))


def rows_of(issue: Issue) -> Iterator[Row]:
    """The articles of an issue, page by page."""
    for page in issue.pages:
        texts = Texts(page)
        for article in page.articles:
            yield _row(article, page, texts, issue)


def write_csv(issue: Issue) -> str:
    """RFC 4180 with a header, UTF-8; what is absent is empty."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows_of(issue))
    return file.getvalue()


def write_jsonl(issue: Issue) -> str:
    """A JSON object a line; what is absent is null."""
    return "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows_of(issue))


def write_parquet(issue: Issue) -> bytes:
    """SetupError where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise SetupError("parquet needs pyarrow", "pip install 'ocrfix[parquet]'") from error
    kinds = {"int": pyarrow.int64(), "float": pyarrow.float64(), "str": pyarrow.string()}
    schema = pyarrow.schema([(field.name, kinds[_kind(field.type)]) for field in fields(Row)])
    table = pyarrow.Table.from_pylist([asdict(row) for row in rows_of(issue)], schema=schema)
    file = io.BytesIO()
    parquet.write_table(table, file)
    return file.getvalue()


def _kind(annotation: object) -> str:
    """The name of a column's type, whether or not it may be None.

    >>> _kind(int), _kind(str | None)
    ('int', 'str')
    """
    return str(getattr(annotation, "__name__", annotation)).split(" ")[0]


def _row(article: Article, page: Page, texts: Texts, issue: Issue) -> Row:
    parts = [
        texts.regions(getattr(article, part)) for part in ("kicker", "headline", "subheadline", "byline")
    ]
    body = "\n".join(texts.paragraph(paragraph) for paragraph in article.body)
    captions = "\n".join(
        texts.regions((*c.text, *c.credit)) for c in page.captions if c.article == article.id
    )
    box = _box(article, page, texts)
    return Row(
        issue=issue.name,
        title=issue.title,
        date=issue.date.isoformat() if issue.date else None,
        number=issue.number,
        page=page.name,
        scan=page.source.file,
        language=page.language,
        article=article.id,
        kicker=parts[0] or None,
        headline=parts[1] or None,
        subheadline=parts[2] or None,
        byline=parts[3] or None,
        dateline=article.dateline,
        body=body,
        captions=captions or None,
        paragraphs=len(article.body),
        characters=len("".join("".join((*parts, body)).split())),
        continued_from=article.continued_from,
        continues_on=article.continues_on,
        confidence=article.confidence,
        left=round(box.left) if box else None,
        top=round(box.top) if box else None,
        right=round(box.right) if box else None,
        bottom=round(box.bottom) if box else None,
    )


def _box(article: Article, page: Page, texts: Texts) -> Box | None:
    polygons = {region.id: region.polygon for region in page.regions}
    boxes = [box_of(polygon) for name in texts.regions_of(article) if (polygon := polygons[name])]
    return union(boxes) if boxes else None
