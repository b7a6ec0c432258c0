"""What a worker does: one task, from the file to the bytes of its results. Nothing is written here."""

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from ocrfix.batch.dates import facts_of
from ocrfix.batch.grades import grades_of
from ocrfix.batch.memory import peak_mb, reset_peak
from ocrfix.batch.task import Counted, CountPages, Failed, Outcome, PagesRead, Passage, ReadPage, Result, Task
from ocrfix.errors import OcrfixError, ScanError
from ocrfix.formats.results import results_of
from ocrfix.geometry import Box, union
from ocrfix.image.scan import Scan, count_pages, open_page, printable
from ocrfix.model.counts import characters_in, doubts_in
from ocrfix.model.page import Page, TextLine
from ocrfix.model.text import SOFT_HYPHEN, Texts
from ocrfix.pipeline import pages_in, read_page


def do_task(task: Task) -> Outcome:
    """Do a task; a fault is an outcome too. SetupError comes back as any other fault."""
    begun = time.perf_counter()
    one_thread()
    reset_peak()
    try:
        if isinstance(task, CountPages):
            return Counted(count_pages(task.path))
        results = _results(task)
    except OcrfixError as error:
        return _failed(error, begun)
    except Exception as error:  # whatever a page leads the stages into must not end the others
        words = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        fault = ScanError(
            f"{printable(task.path.name)}: ocrfix failed on it: {words}", "report it with the scan"
        )
        return _failed(fault, begun)
    return PagesRead(results=results, seconds=_since(begun), peak_mb=peak_mb())


def one_thread() -> None:
    """One inference thread for this process: workers share the cores, threads inside them would only wait."""
    import cv2

    os.environ["OCRFIX_THREADS"] = "1"
    cv2.setNumThreads(1)


def _failed(error: OcrfixError, begun: float) -> Failed:
    return Failed(error=error, seconds=_since(begun), peak_mb=peak_mb())


def _since(begun: float) -> float:
    return round(time.perf_counter() - begun, 3)


def _results(task: ReadPage) -> tuple[Result, ...]:
    most = task.order.max_megapixels
    scan = open_page(task.path, task.number, task.sha256, max_megapixels=most, called=task.called)
    results = tuple(_result(part, task) for part in pages_in(scan))
    now = task.path.stat()
    if (now.st_size, now.st_mtime_ns) != (task.size, task.mtime_ns):
        raise ScanError(f"{scan.file}: was changed while it was read", "run the command again")
    return results


def _result(scan: Scan, task: ReadPage) -> Result:
    order = task.order
    page = read_page(scan, order.settings, lambda stage: None)
    return Result(
        part=scan.name.rpartition("-")[2] if scan.part is not None else "",
        files=results_of(page, order.formats, task.path, scan.pixels if order.overlay else None),
        language=page.language,
        characters=characters_in(page),
        articles=len(page.articles),
        doubts=doubts_in(page),
        edits=len(page.edits),
        grades=grades_of(page),
        facts=facts_of(page),
        passages=tuple(passages_of(page)),
        remarks=_remarks(page),
    )


def _remarks(page: Page) -> tuple[tuple[str, str, int], ...]:
    edits = Counter(
        ("edit", f"{edit.rule}: {shown(edit.before)} → {shown(edit.after)}") for edit in page.edits
    )
    doubts = Counter(("doubt", doubt.kind) for doubt in page.doubts)
    return tuple((kind, words, count) for (kind, words), count in (edits + doubts).items())


def shown(text: str) -> str:
    """A piece of an edit for the eye.

    >>> shown(","), shown(" "), shown(""), shown("\u00ad")
    ('“,”', 'space', 'nothing', 'soft hyphen')
    """
    return {"": "nothing", " ": "space", "\u3000": "wide space", SOFT_HYPHEN: "soft hyphen"}.get(
        text, f"“{text}”"
    )


def passages_of(page: Page) -> Iterator[Passage]:
    """Every text of the page, each once: articles with their captions, and what stands outside of them."""
    texts = Texts(page)
    lines = {line.id: line for line in page.lines()}
    of_region = {region.id: region.lines for region in page.regions}
    for article in page.articles:
        captions = [(*c.text, *c.credit) for c in page.captions if c.article == article.id]
        head, tail = (article.kicker, article.subheadline, article.byline), (article.continuation, *captions)
        body = [texts.paragraph(paragraph) for paragraph in article.body]
        text = "\n".join(filter(None, (*map(texts.regions, head), *body, *map(texts.regions, tail))))
        inside = [lines[name] for paragraph in article.body for name in paragraph.lines]
        seen = [*_lines_of(chain(*head), of_region), *inside, *_lines_of(chain(*tail), of_region)]
        yield Passage(
            kind="article",
            name=article.id,
            headline=texts.regions(article.headline),
            text=text,
            box=_box([*_lines_of(article.headline, of_region), *seen]),
            lines=_places(text, seen, texts),
            byline=texts.regions(article.byline) or None,
            continued_from=article.continued_from,
            continues_on=article.continues_on,
            confidence=article.confidence,
        )
    for kind, name, regions in _outside(page):
        text, seen = texts.printed(regions), _lines_of(regions, of_region)
        places = _places(text, seen, texts)
        yield Passage(kind=kind, name=name, headline="", text=text, box=_box(seen), lines=places)


def _lines_of(regions: Iterable[str], of_region: Mapping[str, Sequence[TextLine]]) -> list[TextLine]:
    return [line for name in regions for line in of_region[name]]


def _outside(page: Page) -> Iterator[tuple[str, str, Sequence[str]]]:
    """What stands in no article: kind, name, regions."""
    for caption in page.captions:
        if caption.article is None:
            yield "caption", caption.id, (*caption.text, *caption.credit)
    for number, advert in enumerate(page.adverts, 1):
        yield "advert", f"advert {number}", advert.regions
    for item in page.furniture:
        yield "furniture", item.region, (item.region,)
    for rest in page.unplaced:
        yield "unplaced", rest.region, (rest.region,)


def _box(lines: Sequence[TextLine]) -> tuple[int, int, int, int]:
    return _whole(union(line.box for line in lines)) if lines else (0, 0, 0, 0)


def _whole(box: Box) -> tuple[int, int, int, int]:
    return (int(box.left), int(box.top), int(-(-box.right // 1)), int(-(-box.bottom // 1)))


def _places(text: str, lines: Sequence[TextLine], texts: Texts) -> tuple[tuple[int, int, int, int, int], ...]:
    """Where each line begins in the running text, found one after the other by its first characters."""
    places = []
    done = 0
    for line in lines:
        start = text.find(texts.line(line.id).strip()[:6], done)
        if start >= 0:
            places.append((start, *_whole(line.box)))
            done = start + 1
    return tuple(places)
