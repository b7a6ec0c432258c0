"""How the screen looks to an editor: in which language, light or dark."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ocrfix.review.reasons import in_chinese
from ocrfix.review.strings import LANGUAGES, language_of, words_in

THEMES = ("light", "dark")


_SAID = ("visual", "language", "why", "words", "error", "hint")
"""What is said in sentences: of items, regions, lessons, pages that failed, requests that were refused."""


def language_for(request: Request) -> str:
    """The language in which an editor has the screen."""
    return language_of(request.cookies.get("language"), request.headers.get("accept-language", ""))


def look_of(request: Request) -> dict[str, Any]:
    """What every template knows: `language`, `theme` (empty where the browser decides) and `words`."""
    language = language_for(request)
    theme = request.cookies.get("theme", "")
    return {"language": language, "theme": theme if theme in THEMES else "", "words": words_in(language)}


def say(sentence: str, accept_language: str) -> str:
    """A sentence in the language that a browser asks for."""
    return in_chinese(sentence) if language_of(None, accept_language) == "zh" else sentence


async def strings(request: Request) -> Response:
    """The words of one language, as JSON: `/strings.json?language=zh`."""
    asked = request.query_params.get("language")
    return JSONResponse(words_in(asked if asked in LANGUAGES else "en"))


def told(answer: dict[str, Any], request: Request) -> dict[str, Any]:
    """An answer of the API with its reasons in the language of the screen. What stands on the page stays."""
    if language_for(request) != "zh":
        return answer
    new = {**answer, **_said(answer, ("error", "hint"))}
    for name in ("items", "unplaced", "lessons", "pages"):
        if name in answer:
            new[name] = _all_said(answer[name])
    if "articles" in answer:
        new["articles"] = [
            {**one, "doubts": list(map(in_chinese, one["doubts"]))} for one in answer["articles"]
        ]
    return new


def _all_said(things: Any) -> Any:
    """Things with their reasons in Chinese, as a list or by their names."""
    if isinstance(things, dict):
        return {name: {**thing, **_said(thing)} for name, thing in things.items()}
    return [{**thing, **_said(thing)} for thing in things]


def _said(thing: dict[str, Any], names: tuple[str, ...] = _SAID) -> dict[str, str]:
    return {name: in_chinese(thing[name]) for name in names if isinstance(thing.get(name), str)}
