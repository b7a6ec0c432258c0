"""The web application of a review: pages, their pictures, and what is done to them, as JSON over HTTP."""

from pathlib import Path
from typing import Any, TypeVar

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
from ocrfix.review.collection import Collection
from ocrfix.review.desk import Asked, desk_of
from ocrfix.review.lessons_shown import learned_anew, lessons_shown, news_of, taken
from ocrfix.review.look import look_of, strings, told
from ocrfix.review.record import ConflictError, words_of
from ocrfix.review.same import answer, groups, same
from ocrfix.review.shelf import Shelf
from ocrfix.review.teacher import Teacher
from ocrfix.review.workshop import UnknownError, Workshop

_HERE = Path(__file__).parent
_Known = TypeVar("_Known")


def create_app(shelf: Shelf) -> Starlette:
    """The application, without its guard; `state.workshop` is to be closed when it has ended."""
    collection = shelf if isinstance(shelf, Collection) else None
    teacher = Teacher(collection.folder) if collection else None
    workshop = Workshop(shelf, teacher)
    templates = Jinja2Templates(_HERE / "templates", context_processors=[look_of])

    async def desk(request: Request) -> Response:
        if shelf.only is not None:
            return RedirectResponse(f"/pages/{shelf.only}", 303)
        return templates.TemplateResponse(request, "desk.html")

    async def page(request: Request) -> Response:
        return templates.TemplateResponse(request, "page.html", {"collection": teacher is not None})

    async def view(request: Request) -> Response:
        return _answer(request, await run_in_threadpool(workshop.view, request.path_params["page"]))

    async def act(request: Request) -> Response:
        body = await _body(request)
        action = Action.from_dict(body.get("action"))
        page, version = request.path_params["page"], _version(body)
        return _answer(
            request, await run_in_threadpool(workshop.act, page, version, action, _author(request))
        )

    async def undo(request: Request) -> Response:
        page, version = request.path_params["page"], _version(await _body(request))
        return _answer(request, await run_in_threadpool(workshop.undo, page, version, _author(request)))

    async def redo(request: Request) -> Response:
        page, version = request.path_params["page"], _version(await _body(request))
        return _answer(request, await run_in_threadpool(workshop.redo, page, version, _author(request)))

    async def tile(request: Request) -> Response:
        return _picture(await run_in_threadpool(workshop.tile, **request.path_params))

    async def crop(request: Request) -> Response:
        span = [_whole(request, name) for name in ("start", "end")]
        return _picture(await run_in_threadpool(workshop.crop, **request.path_params, span=span))

    async def thumbnail(request: Request) -> Response:
        return _picture(await run_in_threadpool(workshop.thumbnail, **request.path_params))

    async def pages_on_desk(request: Request) -> Response:
        return _answer(request, await run_in_threadpool(desk_of, _known(collection), _asked(request)))

    async def same_places(request: Request) -> Response:
        if request.method == "POST":
            body = await _body(request)
            accepted, rejected = _list(body, "accept"), _list(body, "reject")
            counts = await run_in_threadpool(answer, workshop, accepted, rejected, _author(request))
            return JSONResponse(counts)
        asked = request.query_params
        found = await run_in_threadpool(
            same,
            workshop,
            asked.get("before", ""),
            asked.get("after", ""),
            _whole(request, "page"),
            asked.get("everywhere") == "1",
            _whole(request, "offset") or 0,
        )
        return JSONResponse(found)

    async def same_groups(request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(groups, workshop, _whole(request, "page")))

    async def lessons(request: Request) -> Response:
        ask = learned_anew if request.method == "POST" else lessons_shown
        return _answer(request, await run_in_threadpool(ask, _known(teacher)))

    async def news(request: Request) -> Response:
        return _answer(request, news_of(_known(teacher), _whole(request, "since") or 0))

    async def lesson(request: Request) -> Response:
        take = (await _body(request)).get("take")
        if not isinstance(take, bool):
            raise ActionError("take: is no true or false", "say whether the lesson is to count")
        number = request.path_params["number"]
        return _answer(request, await run_in_threadpool(taken, _known(teacher), number, take))

    async def same_page(request: Request) -> Response:
        return templates.TemplateResponse(request, "same.html")

    app = Starlette(
        routes=[
            Route("/same", same_page),
            Route("/api/desk", pages_on_desk),
            Route("/api/lessons", lessons, methods=["GET", "POST"]),
            Route("/api/lessons/news", news),
            Route("/api/lessons/{number:int}", lesson, methods=["POST"]),
            Route("/api/same", same_places, methods=["GET", "POST"]),
            Route("/api/same/groups", same_groups),
            Route("/", desk),
            Route("/strings.json", strings),
            Route("/pages/{page:int}", page),
            Route("/api/pages/{page:int}", view),
            Route("/api/pages/{page:int}/actions", act, methods=["POST"]),
            Route("/api/pages/{page:int}/undo", undo, methods=["POST"]),
            Route("/api/pages/{page:int}/redo", redo, methods=["POST"]),
            Route("/api/pages/{page:int}/tiles/{level:int}/{column:int}/{row:int}.jpg", tile),
            Route("/api/pages/{page:int}/crops/{line:path}.jpg", crop),
            Route("/api/pages/{page:int}/thumbnail.jpg", thumbnail),
            Mount("/static", _Static(directory=_HERE / "static", check_dir=False)),
        ],
        exception_handlers=_HANDLERS,
    )
    app.state.workshop = workshop
    return app


class _Static(StaticFiles):
    """Files that a browser keeps, and asks each time whether they are other ones by now: after an update of
    ocrfix no screen is made of old and new parts. Drawings, which are used again and again, it need not ask
    for."""

    def file_response(self, *args: Any, **named: Any) -> Response:
        response = super().file_response(*args, **named)
        drawing = str(response.headers.get("content-type", "")).startswith("image/")
        response.headers["Cache-Control"] = "max-age=3600" if drawing else "no-cache"
        return response


def _answer(request: Request, content: dict[str, Any]) -> Response:
    return JSONResponse(told(content, request))


def _known(of_collection: _Known | None) -> _Known:
    """What only a collection has."""
    if of_collection is None:
        raise UnknownError("a single page has no desk and no lessons", "open a collection")
    return of_collection


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


def _whole(request: Request, name: str) -> int | None:
    value = request.query_params.get(name)
    if not value:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise ActionError(f"{name}: is no whole number", "give a number from 0")
    return int(value)


def _list(body: dict[str, Any], name: str) -> list[Any]:
    value = body.get(name, [])
    if not isinstance(value, list):
        raise ActionError(f"{name}: is no list", "send a list of places")
    return value


def _asked(request: Request) -> Asked:
    given = request.query_params
    usual = Asked()
    return Asked(
        state=given.get("state", ""),
        verdict=given.get("verdict", ""),
        issue=given.get("issue", ""),
        q=given.get("q", ""),
        sort=given.get("sort") or usual.sort,
        offset=_whole(request, "offset") or 0,
        limit=_whole(request, "limit") or usual.limit,
    )


def _picture(data: bytes) -> Response:
    return Response(data, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


async def _conflict(request: Request, error: ConflictError) -> Response:
    by = [{"author": e.author, "time": e.time, "words": words_of(e)} for e in error.by]
    return JSONResponse({"error": "conflict", "version": error.version, "by": by}, 409)


async def _fault(request: Request, error: OcrfixError) -> Response:
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 422)
    return JSONResponse(told({"error": error.message, "hint": error.hint}, request), status)


async def _http(request: Request, error: HTTPException) -> Response:
    answer = {"error": error.detail, "hint": "look at the address again"}
    return JSONResponse(answer, error.status_code, headers=error.headers)


_STATUSES: tuple[tuple[type[OcrfixError], int], ...] = (
    (UnknownError, 404),
    (ScanError, 415),
    (OutputError, 507),
)
_HANDLERS: Any = {ConflictError: _conflict, OcrfixError: _fault, HTTPException: _http}
