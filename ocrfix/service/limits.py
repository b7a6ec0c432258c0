"""What the service takes on."""

from dataclasses import dataclass

MOST_NAME = 200
"""Characters of the name that a client gives a scan."""
MOST_LISTED = 100
"""Jobs on one page of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`max_bytes` and `max_megapixels` of a scan, `max_pages` of a file, `max_waiting` jobs that have not
    ended, `page_timeout_s` for reading a page and `upload_timeout_s` for sending a scan."""

    max_bytes: int = 200_000_000
    max_megapixels: float = 400.0
    max_pages: int = 1000
    max_waiting: int = 100
    page_timeout_s: float = 300.0
    upload_timeout_s: float = 600.0
