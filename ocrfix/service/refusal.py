"""Why a request is not done, as an answer."""

from collections.abc import Mapping

from starlette.responses import JSONResponse

from ocrfix.errors import OcrfixError, OutputError, ScanError, SettingsError

_STATUS: tuple[tuple[type[OcrfixError], int], ...] = (
    (ScanError, 422),
    (SettingsError, 422),
    (OutputError, 507),
)


class RefusedError(Exception):
    """A request that is answered with `status` and JSON of `error` and `hint`."""

    def __init__(self, status: int, error: str, hint: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.hint = hint
        self.headers = headers

    def answer(self) -> JSONResponse:
        words = {"error": self.error, "hint": self.hint}
        return JSONResponse(words, self.status, dict(self.headers or {}))


def refusal_of(error: OcrfixError) -> RefusedError:
    """A fault of the library as an answer."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return RefusedError(status, error.message, error.hint)
