"""Pages with what their editors did to them, for those who read files and know of no review."""

from contextlib import suppress
from pathlib import Path

from ocrfix.batch.read import passages_of
from ocrfix.batch.search import Hits
from ocrfix.batch.search import search as search_ledger
from ocrfix.errors import OutputError
from ocrfix.formats.reading import read_pages_file
from ocrfix.model.page import Page
from ocrfix.review.changes import replayed
from ocrfix.review.record import FILE, Record, standing
from ocrfix.review.shelf import record_of


def reviewed(path: Path) -> Page:
    """The page of a file with its review; as it was read where there is none. FormatError."""
    return reviewed_pages(path)[0]


def reviewed_pages(path: Path) -> tuple[Page, ...]:
    """The pages of a file, see `read_pages_file`; one that was reviewed as its editor left it.

    A review stands on the page as it was read when it began, also where the file was written anew since.
    """
    place, name = record_of(path)
    if place.is_file():
        with Record(place, writing=False) as record:
            number = record.page_named(name)
            page = None if number is None else page_in(record, number)
        if page is not None:
            return (page,)
    return read_pages_file(path)


def reviewed_in(collection: Path) -> int:
    """How many pages of a collection are marked, or have nothing open after they were worked on."""
    place = collection / FILE
    if not place.is_file():
        return 0
    with Record(place, writing=False) as record:
        return record.count_done()


def page_in(record: Record, number: int) -> Page | None:
    """A page by its record; None where nothing was done to it that counts."""
    steps = standing(record.entries(number))
    reading = record.reading(number)
    return replayed(reading.page, steps.actions) if reading and steps.done else None


def search(collection: Path, words: tuple[str, ...] | list[str], limit: int = 20) -> Hits:
    """As `ocrfix.batch.search.search`, with the texts of reviewed pages as they are now."""
    place = collection / FILE
    if not place.is_file():
        return search_ledger(collection, words, limit)
    with suppress(OutputError), Record(place) as record:  # where nothing may be written the index stays
        bring_up_to_date(record)
    return search_ledger(collection, words, limit, overlay=place)


def bring_up_to_date(record: Record) -> None:
    """Put the texts of pages that were changed since into the index."""
    for number, _ in record.unindexed():
        reading = record.reading(number)
        if reading is not None:
            version = record.version(number)
            page = page_in(record, number) or reading.page
            record.put_passages(number, version, passages_of(page))
