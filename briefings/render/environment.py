"""The Jinja2 environment: sandboxed, autoescaped, templates found in the operator's folder before the shipped one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from briefings.errors import SettingsError
from briefings.render import bidi, dates, speech, terms
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
            finalize=_clean,
        )
        self._environment.policies["ext.i18n.trimmed"] = True
        self._environment.newstyle_gettext = True  # type: ignore[attr-defined]
        self._environment.globals |= {"gettext": _gettext, "ngettext": _ngettext}
        self._environment.filters |= _FILTERS

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
        text = text.strip()
        return bidi.aligned(text) if speech.way() == "rtl" else text

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


# --- how templates speak -------------------------------------------------------------------------------------------


def _gettext(message: str, /, **values: object) -> Markup:
    """What `{% trans %}` calls: a text of ours, which may have tags, with values, which may not unless safe."""
    return Markup(speech.translated(message)) % _put_in(values)  # noqa: S704  # a text of ours


def _ngettext(singular: str, plural: str, number: int, /, **values: object) -> Markup:
    return Markup(speech.translated_for(singular, plural, number)) % _put_in({"num": number, **values})  # noqa: S704  # likewise


def _put_in(values: dict[str, object]) -> dict[str, Markup]:
    return {name: _said(value) for name, value in values.items()}


def _said(value: object) -> Markup:
    """A value as a sentence says it, set apart where it is of the other direction; a macro's output is safe."""
    if isinstance(value, Markup):
        return Markup(speech.apart(value))  # noqa: S704
    return escape(speech.said(value))


def _clean(value: object) -> object:
    """What `{{ … }}` writes: contents bring no bidirectional controls that may stay open."""
    return bidi.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _listed(names: Sequence[object]) -> Markup:
    """`<b>a</b>, <b>b</b> and <b>c</b>`."""
    return Markup(speech.listed([Markup("<b>{}</b>").format(_said(name)) for name in names]))  # noqa: S704


def _side(contents: str) -> Markup:
    """What a line of contents begins with; see `bidi.side`."""
    return Markup(bidi.side(contents, speech.way()))  # noqa: S704


def _apart(shape: Callable[..., str]) -> Callable[..., Markup]:
    """A filter whose text stands among contents, set apart from them."""

    def shaped(*values: object) -> Markup:
        return escape(speech.isolated(shape(*values)))

    return shaped


_FILTERS: dict[str, Callable[..., object]] = {
    "apart": _apart(lambda text: bidi.clean(str(text))),
    "citation": lambda quote: _said(dates.citation(quote)),
    "day": _apart(dates.day),
    "digits": speech.digits,
    "listed": _listed,
    "number": speech.number,
    "read": lambda count: _said(terms.read(count)),
    "side": _side,
    "span": _apart(dates.span),
    "term": _apart(terms.term),
}
