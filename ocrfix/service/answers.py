"""Jobs and pages as clients see them."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from ocrfix.service.job import Job, Page, State

MEDIA_TYPES = {
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "alto": "application/xml",
    "page": "application/xml",
    "hocr": "text/vnd.hocr+html",
    "mets": "application/mets+xml",
    "pdf": "application/pdf",
    "iiif": "application/ld+json",
    "tei": "application/tei+xml",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}
"""What each of `formats.FORMATS` is sent as."""


def job_in_short(job: Job) -> dict[str, Any]:
    """A job as it stands in the list."""
    return {
        "id": job.id,
        "url": address_of(job),
        "state": job.state,
        "name": job.name,
        "sha256": job.sha256,
        "bytes": job.bytes,
        "language": job.language,
        "engine": job.engine,
        "formats": job.formats,
        "accepted": job.accepted,
        "ended": job.ended,
        "error": job.error,
        "hint": job.hint,
    }


def job_in_full(job: Job, pages: Sequence[Page]) -> dict[str, Any]:
    """A job with its pages."""
    return job_in_short(job) | {"pages": [_page(job, page) for page in pages]}


def job_list(jobs: Sequence[Job], total: int, state: State | None, offset: int, limit: int) -> dict[str, Any]:
    """One page of the list of jobs, with the address of the next one."""
    asked = {"state": state.value} if state else {}
    rest = offset + len(jobs)
    more = jobs and rest < total
    following = f"/v1/pages?{urlencode(asked | {'offset': rest, 'limit': limit})}" if more else None
    return {"jobs": [job_in_short(job) for job in jobs], "total": total, "next": following}


def address_of(job: Job) -> str:
    return f"/v1/pages/{job.id}"


def _page(job: Job, page: Page) -> dict[str, Any]:
    results = {name: f"{address_of(job)}/results/{name}?page={page.key}" for name in job.formats}
    return {
        "page": page.key,
        "number": page.number,
        "part": page.part or None,
        "state": page.state,
        "error": page.error,
        "hint": page.hint,
        "read": page.figures,
        "results": results if page.state is State.DONE else {},
    }
