"""The command `stories`: which articles of the archive tell one story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from briefings.commands.running import opened, out, out_json

if TYPE_CHECKING:
    from briefings.model import StoryArticle
    from briefings.service.stories import Story

_SHOWN = 12  #: articles of one story that are shown
_BEGINS = 90  #: characters of an article without a headline


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(stories)


def stories(
    *,
    every: Annotated[bool, typer.Option("--all", help="Show stories of a single article, too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print a line of JSON for each article.")] = False,
) -> None:
    """Show which articles tell one story: those of most articles first, among equals the latest."""
    from briefings.service import stories as service  # noqa: PLC0415  # numpy

    with opened() as services:
        if json:
            for article in service.told(services):
                out_json({"id": article.id, "story": article.story}, lines=True)
            return
        found = service.stories(services)
    shown = [story for story in found if every or len(story.articles) > 1]
    for story in shown:
        out(_text(story))
    if not found:
        out("Nothing was read yet: dragoman ingest FILE.")
    elif len(shown) < len(found):
        single = len(found) - len(shown)
        out(f"{single} more {'story' if single == 1 else 'stories'} of one article: --all shows them too.")


def _text(story: Story) -> str:
    first, last = story.articles[0].date, story.latest
    days = f"{first}" if first == last else f"{first} to {last}"
    articles = story.articles[-_SHOWN:]
    more = len(story.articles) - len(articles)
    lines = [f"Story {story.id}: {len(story.articles)} {'article' if len(story.articles) == 1 else 'articles'}, {days}"]
    lines += [f"  … {more} earlier"] if more else []
    return "\n".join([*lines, *map(_line, articles)])


def _line(article: StoryArticle) -> str:
    name = " ".join(part for part in (article.source, article.number) if part)
    begins = article.headline or article.begins
    told = begins if len(begins) <= _BEGINS else begins[: _BEGINS - 1].rstrip() + "…"
    return f"  {article.date}  {name}: {told}"
