"""What the papers of a release need to know: plain values, nothing of the database."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class ManualFacts:
    """One manual, as two files in the release."""

    audience: str
    audience_title: str
    language: str
    title: str

    @property
    def stem(self) -> str:
        """The path of its files without their ending."""
        return f"manuals/{self.audience}/manual.{bcp47(self.language)}"


@dataclass(frozen=True)
class PayloadFile:
    """A file in the release and its size."""

    name: str
    size: int


@dataclass(frozen=True)
class ReleaseFacts:
    """A release and its package."""

    title: str
    slug: str
    number: str
    published_on: date
    summary: str
    description: str
    language: str
    publisher: str
    publisher_url: str
    contact_name: str
    contact_email: str
    url: str
    licence_code: str
    licence_text_code: str
    maturity: str
    notes: str
    partners: list[str] = field(default_factory=list)
    needs: list[tuple[str, str]] = field(default_factory=list)
    steps: list[tuple[str, str]] = field(default_factory=list)
    findings: list[tuple[str, str]] = field(default_factory=list)
    lessons: str = ""
    repository_url: str = ""
    tag: str = ""
    has_source: bool = False
    based_on_url: str = ""
    used_by: list[str] = field(default_factory=list)
    manuals: list[ManualFacts] = field(default_factory=list)
    readiness: list[tuple[str, str, str, str]] = field(default_factory=list)  # key, title, met, evidence
    earlier: list[tuple[str, date, str]] = field(default_factory=list)  # number, day, notes; newest first

    def languages(self) -> list[str]:
        """The languages of the manuals."""
        return sorted({bcp47(manual.language) for manual in self.manuals})


def bcp47(language: str) -> str:
    """A language code as standards write it: "pt-br" becomes "pt-BR"."""
    main, _dash, region = language.partition("-")
    return f"{main}-{region.upper()}" if region else main
