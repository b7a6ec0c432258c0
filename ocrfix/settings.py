"""What a user can choose for a page."""

from dataclasses import dataclass

ENGINES = ("rapid", "tesseract", "both")
LANGUAGES = ("auto", "zh-Hans", "zh-Hant", "ja", "en", "de", "fr", "es", "it", "nl", "pt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`language` is one of LANGUAGES, `engine` one of ENGINES."""

    engine: str = "rapid"
    language: str = "auto"
