"""The Jinja2 environment: sandboxed, autoescaped, templates found in the operator's folder before the shipped one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefings.errors import SettingsError
from briefings.render import dates, speech
from briefings.render.telegram_html import plain


def shipped_templates() -> Path:
    """The templates of the wheel, or those of the source tree."""
    package = Path(__file__).parents[1]
    packaged = package / "templates"
    return packaged if packaged.is_dir() else package.parent / "templates"


class Renderer:
    """Templates by name → Telegram HTML."""

    def __init__(self, override: Path | None = None) -> None:
        """Look in `override` first; a folder that is not there is the operator's mistake.

        Raises:
            SettingsError: `override` is no folder.
        """
        if override is not None and not override.is_dir():
            raise SettingsError(f"DRAGOMAN_TEMPLATES: {override} is no folder; name a folder of templates or unset it.")
        folders = [folder for folder in (override, shipped_templates()) if folder is not None]
        self._environment = ImmutableSandboxedEnvironment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.policies["ext.i18n.trimmed"] = True
        self._environment.install_gettext_callables(speech.gettext, speech.ngettext, newstyle=True)  # type: ignore[attr-defined]
        self._environment.filters |= {"day": dates.day, "span": dates.span, "citation": dates.citation}

    def html(self, template: str, **values: object) -> str:
        """Telegram HTML of the template `template` (a name without `.html`).

        Raises:
            SettingsError: the template is missing, or a template of the operator's does not render; names it.
        """
        try:
            text = self._environment.get_template(f"{template}.html").render(**values)
        except TemplateNotFound as error:
            raise SettingsError(f"The template {error.name} is missing from the templates folder.") from error
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            where = f" line {line}" if line else ""
            raise SettingsError(f"The template {template}.html{where} does not render: {error}.") from error
        return text.strip()

    def text(self, template: str, **values: object) -> str:
        """The same message as plain text, for a terminal."""
        return plain(self.html(template, **values))

    def names(self) -> list[str]:
        """Every template that a message can be made from."""
        return sorted(name.removesuffix(".html") for name in self._environment.list_templates(extensions=["html"]))


@cache
def renderer(override: Path | None = None) -> Renderer:
    """One environment a folder; templates are compiled once."""
    return Renderer(override)
