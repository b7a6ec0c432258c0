"""What can go wrong, in words that say what to do. Only `cli.app.main` turns these into exit codes."""


class OcrfixError(Exception):
    """A fault the user can mend. `message` names the thing, `hint` says what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type["OcrfixError"], tuple[str, str]]:
        return (type(self), (self.message, self.hint))

    def __str__(self) -> str:
        """One line.

        >>> str(ScanError("page.tif: the file is empty", "scan the page again"))
        'page.tif: the file is empty; scan the page again'
        """
        return f"{self.message}; {self.hint}"


class SetupError(OcrfixError):
    """Something that ocrfix needs is not installed."""


class SettingsError(OcrfixError):
    """An option or settings value cannot be used."""


class ScanError(OcrfixError):
    """A scan cannot be read."""


class FormatError(OcrfixError):
    """A file that should hold pages or truth does not."""


class OutputError(OcrfixError):
    """A result cannot be written."""


class BatchError(OcrfixError):
    """Some pages of a batch failed; the others are done."""


class ActionError(SettingsError):
    """An editor's action does not fit the page."""
