"""The routes of the service."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from inspect import iscoroutinefunction
from typing import BinaryIO, Never, TypeAlias, cast

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from ocrfix import __version__
from ocrfix.batch.task import Order
from ocrfix.errors import OcrfixError
from ocrfix.formats import FORMATS
from ocrfix.service import wishes
from ocrfix.service.answers import MEDIA_TYPES, address_of, job_in_full, job_list
from ocrfix.service.driver import Driver
from ocrfix.service.intake import take_in
from ocrfix.service.job import UNENDED, Job, Page, State
from ocrfix.service.jobs import Jobs
from ocrfix.service.limits import Limits
from ocrfix.service.openapi import description
from ocrfix.service.refusal import RefusedError, refusal_of

OPEN = ("/v1/health", "/openapi.json")
"""Paths that need no token."""

Handler: TypeAlias = Callable[[Request], Response | Awaitable[Response]]
"""Answers a request; one that is no coroutine runs in a thread."""

_PIECE_BYTES = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What the routes work on. `order` says how a scan is read where a client does not."""

    jobs: Jobs
    driver: Driver
    order: Order
    limits: Limits

    async def send(self, request: Request) -> Response:
        job, new = await take_in(request, self.jobs, self.order, self.limits)
        if new:
            self.driver.wake()
        status = 202 if job.state in UNENDED else 200
        body = job_in_full(job, await run_in_threadpool(self.jobs.pages, job))
        return JSONResponse(body, status, {"Location": address_of(job)})

    def list_jobs(self, request: Request) -> Response:
        given = wishes.by_name(request.query_params.multi_items(), wishes.OF_LISTS)
        state, offset, limit = wishes.range_of(given)
        jobs, total = self.jobs.listed(state, offset, limit)
        return JSONResponse(job_list(jobs, total, state, offset, limit))

    def look(self, request: Request) -> Response:
        _no_more_than(request)
        with self.jobs.turn:
            job = self._job(request)
            return JSONResponse(job_in_full(job, self.jobs.pages(job)))

    def result(self, request: Request) -> Response:
        given = _no_more_than(request, "page")
        chosen = request.path_params["format"]
        with self.jobs.turn:
            job = self._job(request)
            if chosen not in job.formats:
                hint = f"this job makes: {', '.join(job.formats)}"
                raise RefusedError(404, "there is no result of that format", hint)
            page = _page_of(job, self.jobs.pages(job), given.get("page"))
            stream = self.jobs.open_result(job, page, chosen)
        if stream is None:
            raise RefusedError(404, "the result is not there any more", "send the scan again")
        file = f"{job.id}-{page.key}{FORMATS[chosen].suffix}"
        headers = {
            "Content-Disposition": f'inline; filename="{file}"',
            "Content-Length": str(os.fstat(stream.fileno()).st_size),
        }
        return StreamingResponse(_pieces(stream), headers=headers, media_type=MEDIA_TYPES[chosen])

    def delete(self, request: Request) -> Response:
        _no_more_than(request)
        if not self.jobs.delete(request.path_params["id"]):
            _unknown()
        return Response(status_code=204)

    def health(self, request: Request) -> Response:
        _no_more_than(request)
        if not self.driver.alive:
            raise RefusedError(503, "jobs are not worked on any more", "start the service again")
        return JSONResponse({"status": "ok", "version": __version__})

    def describe(self, request: Request) -> Response:
        _no_more_than(request)
        return JSONResponse(description(self.limits))

    def _job(self, request: Request) -> Job:
        return self.jobs.job(request.path_params["id"]) or _unknown()


def create_app(service: Service) -> Starlette:
    """The service as an ASGI application. It works on its jobs from start-up to shut-down."""

    @asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        service.driver.start()
        try:
            yield
        finally:
            await run_in_threadpool(service.driver.stop)

    return Starlette(
        routes=[
            _route("/v1/pages", GET=service.list_jobs, POST=service.send),
            _route("/v1/pages/{id}", GET=service.look, DELETE=service.delete),
            _route("/v1/pages/{id}/results/{format}", GET=service.result),
            _route("/v1/health", GET=service.health),
            _route("/openapi.json", GET=service.describe),
        ],
        exception_handlers={
            RefusedError: _refused,
            OcrfixError: _failed,
            HTTPException: _http_fault,
            ClientDisconnect: _gone,
            Exception: _broken,
        },
        lifespan=living,
    )


def _route(path: str, **handlers: Handler) -> Route:
    """One route a path, so that a wrong method is told all that there are."""

    async def answer(request: Request) -> Response:
        handler = handlers["GET" if request.method == "HEAD" else request.method]
        if iscoroutinefunction(handler):
            return cast(Response, await handler(request))
        return cast(Response, await run_in_threadpool(handler, request))

    return Route(path, answer, methods=list(handlers))


def _no_more_than(request: Request, *known: str) -> dict[str, str]:
    return wishes.by_name(request.query_params.multi_items(), known)


def _unknown() -> Never:
    raise RefusedError(404, "there is no such job", "GET /v1/pages lists the jobs")


def _page_of(job: Job, pages: list[Page], key: str | None) -> Page:
    """The page that is asked for, of which there are results."""
    if job.state in UNENDED and not pages:
        raise RefusedError(409, f"the job is {job.state}", f"ask {address_of(job)} until it is done")
    if not pages:
        raise RefusedError(409, f"the job has failed: {job.error}", job.hint or "")
    keys = ", ".join(page.key for page in pages[:20])
    if key is None and len(pages) > 1:
        raise RefusedError(409, f"the job has {len(pages)} pages", f"say which one: page={keys}")
    page = next((page for page in pages if key in (None, page.key)), None)
    if page is None:
        raise RefusedError(404, "the job has no such page", f"there are: {keys}")
    if page.state in UNENDED:
        raise RefusedError(409, f"the page is {page.state}", f"ask {address_of(job)} until it is done")
    if page.state is State.FAILED:
        raise RefusedError(409, f"the page could not be read: {page.error}", page.hint or "")
    return page


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(_PIECE_BYTES):
            yield piece


def _refused(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, RefusedError)  # noqa: S101
    return fault.answer()


def _failed(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, OcrfixError)  # noqa: S101
    return refusal_of(fault).answer()


def _http_fault(_: Request, fault: Exception) -> Response:
    """What Starlette refuses by itself: an unknown path or method."""
    assert isinstance(fault, HTTPException)  # noqa: S101
    return RefusedError(
        fault.status_code, fault.detail.lower(), "GET /openapi.json says what there is", fault.headers
    ).answer()


def _gone(_: Request, fault: Exception) -> Response:
    """For nobody: the client has left."""
    return RefusedError(400, "the request was broken off", "send it again").answer()


def _broken(_: Request, fault: Exception) -> Response:
    return RefusedError(500, "ocrfix failed on this request", "report it with what was sent").answer()
