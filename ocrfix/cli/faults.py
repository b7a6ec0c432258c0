"""How faults look on the terminal, and the exit code of each kind."""

import sys

from ocrfix.errors import (
    BatchError,
    FormatError,
    OcrfixError,
    OutputError,
    ScanError,
    SettingsError,
    SetupError,
)

_EXIT_CODES: tuple[tuple[type[OcrfixError], int], ...] = (
    (SetupError, 3),
    (SettingsError, 4),
    (ScanError, 5),
    (FormatError, 6),
    (OutputError, 7),
    (BatchError, 8),
)


def exit_code(error: OcrfixError) -> int:
    return next(code for kind, code in _EXIT_CODES if isinstance(error, kind))


def show(error: OcrfixError) -> None:
    """One line on standard error."""
    print(f"ocrfix: error: {' '.join(str(error).split())}", file=sys.stderr)
