"""The web application of a review: pages, their pictures, and what is done to them, as JSON over HTTP."""

from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from ocrfix.errors import ActionError, OcrfixError, OutputError, ScanError
from ocrfix.review.action import Action
from ocrfix.review.record import ConflictError
from ocrfix.review.shelf import Shelf
from ocrfix.review.workshop import UnknownError, Workshop

_HERE = Path(__file__).parent


def create_app(shelf: Shelf) -> Starlette:
    """The application, without its guard."""
    workshop = Workshop(shelf)
    templates = Jinja2Templates(_HERE / "templates")

    async def desk(request: Request) -> Response:
        if not shelf.is_collection:
            return RedirectResponse("/pages/1", 303)
        return templates.TemplateResponse(request, "desk.html")

    async def page(request: Request) -> Response:
        return templates.TemplateResponse(request, "page.html", {"page": request.path_params["page"]})

    async def view(request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(workshop.view, request.path_params["page"]))

    async def act(request: Request) -> Response:
        body = await _body(request)
        action = Action.from_dict(body.get("action"))
        page, version = request.path_params["page"], _version(body)
        return JSONResponse(await run_in_threadpool(workshop.act, page, version, action, _author(request)))

    async def undo(request: Request) -> Response:
        page, version = request.path_params["page"], _version(await _body(request))
        return JSONResponse(await run_in_threadpool(workshop.undo, page, version, _author(request)))

    async def redo(request: Request) -> Response:
        page, version = request.path_params["page"], _version(await _body(request))
        return JSONResponse(await run_in_threadpool(workshop.redo, page, version, _author(request)))

    async def tile(request: Request) -> Response:
        return _picture(await run_in_threadpool(workshop.tile, **request.path_params))

    async def crop(request: Request) -> Response:
        span = [_place(request, name) for name in ("start", "end")]
        return _picture(await run_in_threadpool(workshop.crop, **request.path_params, span=span))

    async def thumbnail(request: Request) -> Response:
        return _picture(await run_in_threadpool(workshop.thumbnail, **request.path_params))

    return Starlette(
        routes=[
            Route("/", desk),
            Route("/pages/{page:int}", page),
            Route("/api/pages/{page:int}", view),
            Route("/api/pages/{page:int}/actions", act, methods=["POST"]),
            Route("/api/pages/{page:int}/undo", undo, methods=["POST"]),
            Route("/api/pages/{page:int}/redo", redo, methods=["POST"]),
            Route("/api/pages/{page:int}/tiles/{level:int}/{column:int}/{row:int}.jpg", tile),
            Route("/api/pages/{page:int}/crops/{line:path}.jpg", crop),
            Route("/api/pages/{page:int}/thumbnail.jpg", thumbnail),
            Mount("/static", StaticFiles(directory=_HERE / "static", check_dir=False)),
        ],
        exception_handlers=_HANDLERS,
    )


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError as error:
        raise ActionError("the body is no JSON", "send an object") from error
    if not isinstance(body, dict):
        raise ActionError("the body is no object", "send an object")
    return body


def _version(body: dict[str, Any]) -> int:
    version = body.get("version")
    if isinstance(version, bool) or not isinstance(version, int):
        raise ActionError("the version is missing", "send that of the page that you saw")
    return version


def _author(request: Request) -> str:
    from urllib.parse import unquote

    name = unquote(request.headers.get("x-author", ""))
    return "".join(char for char in name if char.isprintable()).strip()[:80]


def _place(request: Request, name: str) -> int | None:
    value = request.query_params.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) < 7):
        raise ActionError(f"{name}: is no whole number", "give a place in the line")
    return int(value)


def _picture(data: bytes) -> Response:
    return Response(data, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


async def _conflict(request: Request, error: ConflictError) -> Response:
    by = [{"author": e.author, "time": e.time, "words": e.kind} for e in error.by]
    return JSONResponse({"error": "conflict", "version": error.version, "by": by}, 409)


async def _fault(request: Request, error: OcrfixError) -> Response:
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 422)
    return JSONResponse({"error": error.message, "hint": error.hint}, status)


async def _http(request: Request, error: HTTPException) -> Response:
    answer = {"error": error.detail, "hint": "look at the address again"}
    return JSONResponse(answer, error.status_code, headers=error.headers)


_STATUSES: tuple[tuple[type[OcrfixError], int], ...] = (
    (UnknownError, 404),
    (ScanError, 415),
    (OutputError, 507),
)
_HANDLERS: Any = {ConflictError: _conflict, OcrfixError: _fault, HTTPException: _http}
