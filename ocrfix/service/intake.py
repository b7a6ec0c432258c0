"""A scan on its way in: from the body of a request to a file, looked at before it becomes a job."""

import asyncio
import hashlib
import shutil
import threading
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from ocrfix.batch.task import Order
from ocrfix.image.scan import check_first_picture, looks_like_scan
from ocrfix.service import wishes
from ocrfix.service.job import Job, Wish
from ocrfix.service.jobs import FullError, Jobs
from ocrfix.service.limits import Limits
from ocrfix.service.refusal import RefusedError

_MULTIPART = "multipart/form-data"
_FIELD = "scan"
_MOST_FIELDS, _MOST_FIELD_BYTES = 50, 4096
_RETRY_AFTER_S = 10
_ONE_AT_A_TIME = threading.Lock()
"""Pillow's limit on pixels is one for the whole process."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a request held: options by name, and the name of the file, which lies where it was told to."""

    options: dict[str, str]
    file: str | None


async def take_in(request: Request, jobs: Jobs, order: Order, limits: Limits) -> tuple[Job, bool]:
    """The job for the scan that a request brings, and whether it is new. Raises RefusedError, OcrfixError.

    The size of the body is bounded by the guard.
    """
    asked = wishes.by_name(request.query_params.multi_items(), wishes.OF_SCANS)
    wishes.wish_of(asked, None, order)  # a wrong option is told before the scan is sent
    async with _place(jobs, limits) as path:
        try:
            async with asyncio.timeout(limits.upload_timeout_s):
                arrived = await _receive(request, path)
        except TimeoutError as error:
            why = f"the scan did not arrive within {limits.upload_timeout_s:g} s"
            raise RefusedError(408, why, "send it over a faster line") from error
        wanted = wishes.wish_of(asked | arrived.options, arrived.file, order)
        return await run_in_threadpool(_settle, jobs, path, wanted, limits)


def _settle(jobs: Jobs, path: Path, wanted: Wish, limits: Limits) -> tuple[Job, bool]:
    size = path.stat().st_size
    if not size:
        raise RefusedError(422, "no scan was sent", "send the file as the body or as the form's field scan")
    if not looks_like_scan(path):
        why = "what was sent is not a scan"
        raise RefusedError(415, why, "send a PNG, JPEG, TIFF, JPEG 2000, WebP or PDF file")
    with _ONE_AT_A_TIME:
        check_first_picture(path, wanted.name, max_megapixels=limits.max_megapixels)
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return jobs.add(path, sha256, size, wanted)


@asynccontextmanager
async def _place(jobs: Jobs, limits: Limits) -> AsyncIterator[Path]:
    """A place among the jobs that wait."""
    place: AbstractContextManager[Path] = jobs.place_for_one(limits.max_waiting)
    try:
        path = await run_in_threadpool(place.__enter__)
    except FullError as error:
        why = f"{limits.max_waiting} jobs are waiting already"
        hint = "send the scan again when some are done"
        raise RefusedError(429, why, hint, {"Retry-After": str(_RETRY_AFTER_S)}) from error
    try:
        yield path
    finally:
        place.__exit__(None, None, None)


async def _receive(request: Request, path: Path) -> Arrived:
    """Write the scan to the path, piece by piece."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _MULTIPART:
        with path.open("xb") as target:
            async for piece in request.stream():
                target.write(piece)
        return Arrived({}, None)
    try:
        async with request.form(
            max_files=1, max_fields=_MOST_FIELDS, max_part_size=_MOST_FIELD_BYTES
        ) as form:
            return await _from_form(form, path)
    except HTTPException as error:
        raise RefusedError(422, f"the form cannot be read: {error.detail}", "send one file, scan") from error


async def _from_form(form: FormData, path: Path) -> Arrived:
    parts = form.multi_items()
    files = [(name, part) for name, part in parts if isinstance(part, UploadFile)]
    if [name for name, _ in files] != [_FIELD]:
        raise RefusedError(422, "the form has no file called scan", "send one: curl -F scan=@page.tif")
    fields = ((name, part) for name, part in parts if isinstance(part, str))
    options = wishes.by_name(fields, wishes.OF_SCANS)
    scan = files[0][1]
    await run_in_threadpool(_copy, scan, path)
    return Arrived(options, scan.filename)


def _copy(scan: UploadFile, path: Path) -> None:
    with path.open("xb") as target:
        shutil.copyfileobj(scan.file, target, 1 << 20)
