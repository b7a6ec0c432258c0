"""How the screen looks to an editor: in which language, light or dark."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ocrfix.review.strings import LANGUAGES, language_of, words_in

THEMES = ("light", "dark")


def look_of(request: Request) -> dict[str, Any]:
    """What every template knows: `language`, `theme` (empty where the browser decides) and `words`."""
    language = language_of(request.cookies.get("language"), request.headers.get("accept-language", ""))
    theme = request.cookies.get("theme", "")
    return {"language": language, "theme": theme if theme in THEMES else "", "words": words_in(language)}


async def strings(request: Request) -> Response:
    """The words of one language, as JSON: `/strings.json?language=zh`."""
    asked = request.query_params.get("language")
    return JSONResponse(words_in(asked if asked in LANGUAGES else "en"))
