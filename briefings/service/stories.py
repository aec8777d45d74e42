"""Which articles of the archive tell one story."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime

from briefings.model import StoryArticle
from briefings.service.services import Services


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell one story, in the order of their dates."""

    id: int
    articles: tuple[StoryArticle, ...]

    @property
    def latest(self) -> date:
        """The date of the last issue that tells it."""
        return max(article.date for article in self.articles)


def told(services: Services) -> tuple[StoryArticle, ...]:
    """Every article with its story, after all were looked at together; by issue date, then place.

    Raises:
        StorageError: the archive refused.
    """
    services.archive.settle_stories(at=datetime.now(UTC))
    return services.archive.stories()


def stories(services: Services) -> tuple[Story, ...]:
    """The stories of the archive: those of most articles first, among equals the latest."""
    together: defaultdict[int, list[StoryArticle]] = defaultdict(list)
    for article in told(services):
        if article.story is not None:
            together[article.story].append(article)
    found = [Story(number, tuple(articles)) for number, articles in together.items()]
    return tuple(sorted(found, key=lambda story: (-len(story.articles), -story.latest.toordinal(), story.id)))
