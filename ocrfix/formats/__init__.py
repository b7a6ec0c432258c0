"""The formats that pages can be written in, and the one list of them.

Each is a module of this package, loaded when it is asked for; reading is in `ocrfix.formats.reading`.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ocrfix.formats.issue import Issue
from ocrfix.model.page import Page


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` begins with a dot; `writer` is "module:function", of a Page or, where `of_issue`, of an Issue.

    `needs_scans`: the pictures of the pages go into the file.
    """

    suffix: str
    writer: str
    of_issue: bool = False
    needs_scans: bool = False

    def write(self, page: Page) -> bytes:
        """The whole content of a page's file."""
        text: str = self._function()(page)
        return text.encode()

    def write_issue(self, issue: Issue) -> bytes:
        """The whole content of an issue's file. ScanError where a picture is needed and cannot be read."""
        data: str | bytes = self._function()(issue)
        return data.encode() if isinstance(data, str) else data

    def _function(self) -> Any:
        module, name = self.writer.split(":")
        return getattr(import_module(module), name)


FORMATS = {
    "json": Format(".json", "ocrfix.model.as_json:to_json"),
    "md": Format(".md", "ocrfix.formats.markdown:write_markdown"),
    "txt": Format(".txt", "ocrfix.formats.text:write_text"),
    "alto": Format(".alto.xml", "ocrfix.formats.alto:write_alto"),
    "page": Format(".page.xml", "ocrfix.formats.pagexml:write_pagexml"),
    "hocr": Format(".hocr", "ocrfix.formats.hocr:write_hocr"),
    "mets": Format(".mets.xml", "ocrfix.formats.mets:write_mets", of_issue=True),
    "pdf": Format(".pdf", "ocrfix.formats.pdf:write_pdf", of_issue=True, needs_scans=True),
    "iiif": Format(".manifest.json", "ocrfix.formats.iiif:write_iiif", of_issue=True),
    "tei": Format(".tei.xml", "ocrfix.formats.tei:write_tei", of_issue=True),
    "csv": Format(".articles.csv", "ocrfix.formats.rows:write_csv", of_issue=True),
    "jsonl": Format(".articles.jsonl", "ocrfix.formats.rows:write_jsonl", of_issue=True),
    "parquet": Format(".articles.parquet", "ocrfix.formats.rows:write_parquet", of_issue=True),
}
OVERLAY = ".overlay.jpg"
"""The suffix of the picture of a page with its articles coloured."""

USUAL = ("json", "md", "txt")
"""What `ocrfix page` writes where nothing else is asked for."""
