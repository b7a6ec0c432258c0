"""What a user can choose for a page."""

from dataclasses import dataclass, field
from pathlib import Path

from ocrfix.model.user_lexicon import UserLexicon

ENGINES = ("rapid", "tesseract", "both")
LANGUAGES = ("auto", "zh-Hans", "zh-Hant", "ja", "en", "de", "fr", "es", "it", "nl", "pt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`language` is one of LANGUAGES, `engine` one of ENGINES.

    `lexicon` is what the user knows of the words; `language_model` a file that `ocrfix lexicon train` wrote,
    to be asked beside the model that comes with ocrfix.
    """

    engine: str = "rapid"
    language: str = "auto"
    lexicon: UserLexicon = field(default_factory=UserLexicon)
    language_model: Path | None = None
