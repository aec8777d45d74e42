"""What `dragoman doctor` looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zoneinfo import available_timezones

from briefings.errors import BriefingsError
from briefings.language.pipeline import load_pipeline, model_path
from briefings.service import open_services
from briefings.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be right."""

    name: str
    right: bool
    says: str  #: what was found, or what to do


@dataclass(frozen=True, slots=True)
class Health:
    """All checks, and the folder or package of the language model."""

    model: str
    checks: tuple[Check, ...]


def checks() -> Health:
    """Look at everything.

    Raises:
        SettingsError: the settings cannot even be read.
    """
    settings = load_settings()
    return Health(settings.spacy_model or str(model_path()), tuple(_checks(settings)))


def _checks(settings: Settings) -> Iterator[Check]:
    yield Check("settings", right=True, says="all values can be used")
    yield _tried("archive, catalogue, topics, templates", lambda: _archive(settings))
    yield _tried("language model", lambda: _model(settings))
    zones = len(available_timezones())
    yield Check("time zones", zones > 400, f"{zones} known" if zones > 400 else "install the tzdata package")
    token = settings.telegram_token is not None
    yield Check("token", right=True, says="set" if token else "none: serve starts the sandbox")


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, right=True, says=look())
    except BriefingsError as error:
        return Check(name, right=False, says=str(error))


def _archive(settings: Settings) -> str:
    services = open_services(settings)
    try:
        read = services.archive.read_count()
        archive = f"{read.issues} issues, {read.pages} pages"
        return f"{archive}; {len(services.entities)} entities, {len(services.topics)} topics"
    finally:
        services.close()


def _model(settings: Settings) -> str:
    nlp = load_pipeline(settings.spacy_model)
    figures = nlp.meta.get("performance") or {}
    syntax = figures.get("syntax", {}).get("all", {}) if isinstance(figures, dict) else {}
    measured = ", ".join(f"{name} {value:.3f}" for name, value in syntax.items())
    return f"{nlp.meta['name']} {nlp.meta['version']}" + (f" ({measured})" if measured else " (not measured)")
