"""The description of the service, OpenAPI 3.1, written by hand; a test keeps it equal to the routes."""

from typing import Any

from ocrfix import __version__
from ocrfix.batch.grades import Verdict
from ocrfix.formats import FORMATS, USUAL
from ocrfix.service.answers import MEDIA_TYPES
from ocrfix.service.job import State
from ocrfix.service.limits import MOST_LISTED, MOST_NAME, Limits
from ocrfix.settings import ENGINES, LANGUAGES

_Schema = dict[str, Any]

_SCANS = (
    "application/octet-stream",
    "application/pdf",
    "image/jp2",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
)
_WORDS = {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_STATE = {"type": "string", "enum": [state.value for state in State]}
_ID = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
_KEY = {"type": "string", "pattern": "^[1-9][0-9]{0,6}(-left|-right)?$"}
_FORMAT = {"type": "string", "enum": list(FORMATS)}
_OPTIONS: dict[str, tuple[str, _Schema]] = {
    "language": ("The language; found from the text by default.", {"type": "string", "enum": [*LANGUAGES]}),
    "engine": ("Who reads.", {"type": "string", "enum": [*ENGINES]}),
    "formats": (
        f"What is made, with commas between; {','.join(USUAL)} by default.",
        {"type": "array", "items": _FORMAT, "minItems": 1, "maxItems": len(FORMATS)},
    ),
    "name": (
        "What the scan is called in its results; folders are left out.",
        {"type": "string", "maxLength": MOST_NAME},
    ),
}


def description(limits: Limits) -> dict[str, Any]:
    """The document that `GET /openapi.json` gives."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ocrfix",
            "version": __version__,
            "summary": "Scans of newspaper pages in, structured articles out.",
            "description": (
                "A scan that is sent becomes a job; a job has a page for each page of the file, two where two"
                " pages face each other in one scan. The same bytes with the same name and options are the"
                " same job."
            ),
        },
        "security": [{"token": []}],
        "paths": {
            "/v1/pages": {"post": _send(limits), "get": _list()},
            "/v1/pages/{id}": {"parameters": [_path("id", _ID)], "get": _look(), "delete": _delete()},
            "/v1/pages/{id}/results/{format}": {
                "parameters": [_path("id", _ID), _path("format", _FORMAT)],
                "get": _result(),
            },
            "/v1/health": {"get": _health()},
            "/openapi.json": {"get": _describe()},
        },
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _send(limits: Limits) -> _Schema:
    fields = {name: schema | {"description": words} for name, (words, schema) in _OPTIONS.items()}
    form = _object({"scan": {"type": "string", "contentMediaType": "application/octet-stream"}}, fields)
    job = {
        "description": "The job",
        "headers": {"Location": {"required": True, "schema": {"type": "string"}}},
        "content": _json("Job"),
        "links": _links(),
    }
    return {
        "operationId": "sendScan",
        "summary": "Send a scan, as the body itself or in a form",
        "description": (
            f"At most {limits.max_bytes:,} bytes, {limits.max_megapixels:g} megapixels a page and"
            f" {limits.max_pages:,} pages. The fields of a form go before the parameters of the address."
        ),
        "parameters": [
            {"name": name, "in": "query", "description": words, "schema": schema}
            | ({"style": "form", "explode": False} if name == "formats" else {})
            for name, (words, schema) in _OPTIONS.items()
        ],
        "requestBody": {
            "required": True,
            "content": {
                **{kind: {} for kind in _SCANS},
                "multipart/form-data": {
                    "schema": form,
                    "encoding": {
                        "formats": {"style": "form", "explode": False},
                        "scan": {"contentType": ", ".join(_SCANS)},
                    },
                },
            },
        },
        "responses": {
            "200": job | {"description": "The job for these bytes and options, which has ended before"},
            "202": job | {"description": "The job, which is waiting or running"},
            **_refusals(
                {
                    "400": "The request was broken off",
                    "408": "The scan took too long to arrive",
                    "413": "The scan has too many bytes",
                    "415": "What was sent is not a scan",
                    "422": "An option is wrong, or the scan is damaged or has too many pixels",
                    "507": "The scan cannot be written",
                }
            ),
            "429": _refusal("Too many jobs are waiting")
            | {"headers": {"Retry-After": {"required": True, "schema": {"type": "string"}}}},
        },
    }


def _list() -> _Schema:
    return {
        "operationId": "listJobs",
        "summary": "The jobs, the newest first",
        "parameters": [
            _query("state", "Only those in this state.", _STATE),
            _query("offset", "How many to leave out.", _COUNT | {"maximum": 2**53}),
            _query("limit", "How many to list.", {"type": "integer", "minimum": 1, "maximum": MOST_LISTED}),
        ],
        "responses": {
            "200": {"description": "A part of the list", "content": _json("JobList")},
            **_refusals({"422": "A parameter is wrong"}),
        },
    }


def _look() -> _Schema:
    return {
        "operationId": "getJob",
        "summary": "A job and its pages",
        "responses": {
            "200": {"description": "The job", "content": _json("Job"), "links": _links()},
            **_refusals({"404": "There is no such job", "422": "There is no such parameter"}),
        },
    }


def _delete() -> _Schema:
    return {
        "operationId": "deleteJob",
        "summary": "Forget a job and its results",
        "description": "A page that is being read is read to its end, and dropped.",
        "responses": {
            "204": {"description": "It is gone"},
            **_refusals({"404": "There is no such job", "422": "There is no such parameter"}),
        },
    }


def _result() -> _Schema:
    which = "Which page: its `page` in the job. It may be left out where there is only one."
    return {
        "operationId": "getResult",
        "summary": "A page in a format",
        "parameters": [_query("page", which, _KEY)],
        "responses": {
            "200": {
                "description": "The content of the file",
                "content": {kind.partition(";")[0]: {} for kind in MEDIA_TYPES.values()},
            },
            **_refusals(
                {
                    "404": "There is no such job, page or format",
                    "409": "The page is not read yet, or could not be read, or there are several",
                    "422": "A parameter is wrong",
                }
            ),
        },
    }


def _health() -> _Schema:
    fields = {"status": {"const": "ok"}, "version": {"type": "string"}}
    return {
        "operationId": "getHealth",
        "summary": "Whether jobs are worked on",
        "security": [],
        "responses": {
            "200": {
                "description": "They are",
                "content": {"application/json": {"schema": _object(fields)}},
            },
            **_refusals({"422": "There is no such parameter", "503": "They are not"}, closed=False),
        },
    }


def _describe() -> _Schema:
    return {
        "operationId": "getDescription",
        "summary": "This description",
        "security": [],
        "responses": {
            "200": {
                "description": "OpenAPI 3.1",
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            **_refusals({"422": "There is no such parameter"}, closed=False),
        },
    }


def _schemas() -> dict[str, _Schema]:
    short: _Schema = {
        "id": _ID,
        "url": {"type": "string", "format": "uri-reference"},
        "state": _STATE,
        "name": {"type": "string"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "bytes": _COUNT,
        "language": _OPTIONS["language"][1],
        "engine": _OPTIONS["engine"][1],
        "formats": _OPTIONS["formats"][1],
        "accepted": {"type": "string", "format": "date-time"},
        "ended": {"type": ["string", "null"], "format": "date-time"},
        "error": _WORDS,
        "hint": _WORDS,
    }
    counts = dict.fromkeys(("articles", "characters", "doubts", "edits"), _COUNT)
    grade = _object({"mean": _SHARE, "p5": _SHARE})
    read = _object(
        {"language": {"type": "string"}}
        | counts
        | {
            "seconds": {"type": "number", "minimum": 0},
            "verdict": {"type": "string", "enum": [verdict.value for verdict in Verdict]},
            "grades": _object(dict.fromkeys(("reading", "structure", "repair"), grade)),
        }
    )
    page = _object(
        {
            "page": _KEY,
            "number": {"type": "integer", "minimum": 1},
            "part": {"enum": ["left", "right", None]},
            "state": _STATE,
            "error": _WORDS,
            "hint": _WORDS,
            "read": {"anyOf": [read, {"type": "null"}]},
            "results": {
                "type": "object",
                "propertyNames": {"enum": list(FORMATS)},
                "additionalProperties": short["url"],
            },
        }
    )
    return {
        "Error": _object({"error": {"type": "string"}, "hint": {"type": "string"}}),
        "JobInShort": _object(short),
        "Job": _object(short | {"pages": {"type": "array", "items": _ref("Page")}}),
        "JobList": _object(
            {"jobs": {"type": "array", "items": _ref("JobInShort")}, "total": _COUNT, "next": _WORDS}
        ),
        "Page": page,
    }


def _object(fields: _Schema, more: _Schema | None = None) -> _Schema:
    """An object that has these fields, may have more of those, and has no other."""
    return {
        "type": "object",
        "properties": fields | (more or {}),
        "required": list(fields),
        "additionalProperties": False,
    }


def _refusals(words: dict[str, str], *, closed: bool = True) -> _Schema:
    """Refusals by their status; where the operation is closed to those without a token, that one too."""
    usual = {"401": "The token is missing or wrong"} if closed else {}
    foreign = {"403": "A page in a browser sent it", "421": "The Host header names another host"}
    found = usual | words | foreign
    return {status: _refusal(told) for status, told in found.items()}


def _refusal(words: str) -> _Schema:
    return {"description": words, "content": _json("Error")}


def _json(name: str) -> _Schema:
    return {"application/json": {"schema": _ref(name)}}


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _path(name: str, schema: _Schema) -> _Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query(name: str, words: str, schema: _Schema) -> _Schema:
    return {"name": name, "in": "query", "description": words, "schema": schema}


def _links() -> _Schema:
    """What a job's id is good for."""
    return {
        operation: {"operationId": operation, "parameters": {"id": "$response.body#/id"}}
        for operation in ("getJob", "getResult", "deleteJob")
    }
