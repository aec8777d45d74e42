"""`ports.Archive` on a `Database`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from briefings.model import (
    AnalysedIssue,
    Bounds,
    Decision,
    Development,
    Entity,
    EntityId,
    IssueContents,
    IssueRecord,
    NameSeen,
    Quote,
    ReadCount,
    Relation,
    Role,
    Stored,
    StoryArticle,
)
from briefings.storage import candidates, contents, decisions, developments, issues, names, search, stories
from briefings.storage.engine import Database

_LONG = 100  #: issues from which their list is kept


class SqlArchive:
    """What was read; see `briefings.ports.Archive` for what each method promises."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listed: tuple[str, tuple[IssueRecord, ...]] = ("", ())

    def has(self, source: str, digest: str) -> bool:
        """Whether exactly these bytes were read for this source already."""
        with self._database.reading() as connection:
            return issues.has(connection, source, digest)

    def with_bytes(self, source: str, digest: str) -> IssueRecord | None:
        """The issue of this source that was read from exactly these bytes."""
        with self._database.reading() as connection:
            return issues.with_bytes(connection, source, digest)

    def editions(self, source: str, number: str | None, day: date) -> tuple[IssueRecord, ...]:
        """Issues of a source with this number; without one, those of this date that have none."""
        with self._database.reading() as connection:
            return issues.editions(connection, source, number, day)

    def texts(self, issue_id: int) -> tuple[str, ...]:
        """The text of each article of an issue, in order."""
        with self._database.reading() as connection:
            return issues.texts(connection, issue_id)

    def contents(self, issue_id: int) -> IssueContents:
        """The articles of an issue with their first pages, and its unreadable pages."""
        with self._database.reading() as connection:
            return contents.of_issue(connection, issue_id)

    def add_issue(self, issue: AnalysedIssue, *, at: datetime) -> Stored:
        """Store an issue whole, in the place of an earlier edition of it."""
        with self._database.writing() as connection:
            return issues.add(connection, issue, at)

    def forget(self, issue_id: int) -> bool:
        """Take an issue out with all that came from it, its words in the full-text index too."""
        with self._database.writing() as connection:
            return issues.forget(connection, issue_id)

    def issues(self) -> tuple[IssueRecord, ...]:
        """All issues, the latest date first; a long list is kept until an issue comes or goes."""
        with self._database.reading() as connection:
            stamp = issues.stamp(connection)
            known, listed = self._listed
            if known != stamp:
                listed = issues.listed(connection)
                self._listed = (stamp if len(listed) >= _LONG else "", listed)
            return listed

    def latest_issues(self) -> tuple[IssueRecord, ...]:
        """The issues of the latest date."""
        with self._database.reading() as connection:
            return issues.latest(connection)

    def stamp(self) -> str:
        """What changes whenever an issue comes in, is replaced or forgotten, or a person decides about names."""
        with self._database.reading() as connection:
            return f"{issues.stamp(connection)} {decisions.stamp(connection)}"

    def read_count(self, *, until: date | None = None) -> ReadCount:
        """How many issues and pages stand in the archive, up to an issue date."""
        with self._database.reading() as connection:
            return issues.read_count(connection, until)

    def stories(self) -> tuple[StoryArticle, ...]:
        """Every article with the story that it tells, by issue date, then place."""
        with self._database.reading() as connection:
            return stories.listed(connection)

    def settle_stories(self, *, at: datetime) -> bool:
        """Look at all articles together; nobody has to wait while that goes on."""
        with self._database.reading() as connection:
            if stories.settled(connection):
                return False
        with self._database.writing() as connection:
            stories.complete(connection)
        with self._database.reading() as connection:
            seen = stories.survey(connection)
        found = stories.grouped(seen)
        with self._database.writing() as connection:
            stories.settle(connection, found, seen, at)
        return True

    def developments(
        self,
        *,
        entities: Collection[EntityId] | None = None,
        since: date | None = None,
        until: date | None = None,
        issue_until: date | None = None,
    ) -> tuple[Development, ...]:
        """Developments with their evidence, by issue date, then place in the issue."""
        with self._database.reading() as connection:
            return developments.chosen(connection, entities, Bounds(since, until, issue_until))

    def bearing(
        self, sides: Sequence[Collection[EntityId]], words: Sequence[str], bounds: Bounds, *, limit: int
    ) -> tuple[Development, ...]:
        """The latest developments that may bear on a question, in the order of `developments`."""
        with self._database.reading() as connection:
            ids = candidates.bearing(connection, sides, words, bounds, limit)
            return developments.with_ids(connection, ids)

    def of_issues(self, issue_ids: Collection[int]) -> tuple[Development, ...]:
        """Developments of some issues, as `developments` gives them."""
        with self._database.reading() as connection:
            return developments.of_issues(connection, issue_ids)

    def with_ids(self, development_ids: Collection[int]) -> tuple[Development, ...]:
        """The developments of these ids that stand."""
        with self._database.reading() as connection:
            return developments.with_ids(connection, development_ids)

    def stories_of(self, article_ids: Collection[int]) -> Mapping[int, int]:
        """Article id → the number of the story that it tells."""
        with self._database.reading() as connection:
            return stories.of_articles(connection, article_ids)

    def entities_in_sentences(self, development_ids: Collection[int]) -> Mapping[int, frozenset[EntityId]]:
        """Development id → the entities named anywhere in its sentence."""
        with self._database.reading() as connection:
            return developments.entities_in_sentences(connection, development_ids)

    def search(self, words: str, *, limit: int = 10) -> tuple[Quote, ...]:
        """Sentences that hold all the words, best first."""
        with self._database.reading() as connection:
            return search.search(connection, words, limit)

    def developments_with_words(self, *words: str, among: Collection[int] | None = None) -> frozenset[int]:
        """Ids of developments, of some or of all, whose sentence holds all the words; of several such, those of one."""
        with self._database.reading() as connection:
            return search.developments_with_words(connection, words, among)

    def is_said(self, words: str) -> bool:
        """Whether a development's sentence holds all the words."""
        with self._database.reading() as connection:
            return search.is_said(connection, words)

    def last_named(self, entities: Collection[EntityId], *, until: date | None = None) -> Quote | None:
        """The latest sentence that names one of some entities, of issues up to a date."""
        with self._database.reading() as connection:
            return names.last_named(connection, entities, until)

    def named_before(self, entities: Collection[EntityId], day: date) -> frozenset[EntityId]:
        """Which of some entities an issue of before a day names."""
        with self._database.reading() as connection:
            return names.named_before(connection, entities, day)

    def names_of(self, entity: EntityId) -> tuple[NameSeen, ...]:
        """Spellings of an entity, the most frequent first."""
        with self._database.reading() as connection:
            return names.names_of(connection, entity)

    def roles_of(self, entity: EntityId) -> tuple[Role, ...]:
        """What the issues say an entity is, latest first; the same role once."""
        with self._database.reading() as connection:
            return names.roles_of(connection, entity)

    def descriptions_of(self, entity: EntityId) -> tuple[Quote, ...]:
        """Sentences that say what an entity is."""
        with self._database.reading() as connection:
            return names.descriptions_of(connection, entity)

    def named_with(self, entity: EntityId, *, limit: int = 12) -> tuple[Relation, ...]:
        """Entities named in the same sentences, the most frequent first."""
        with self._database.reading() as connection:
            return names.named_with(connection, entity, limit)

    def together(
        self, entity: EntityId, others: Collection[EntityId], *, limit: int = 20
    ) -> tuple[tuple[EntityId, str, str, str], ...]:
        """Sentences that name an entity with others, and how they are spelt there."""
        with self._database.reading() as connection:
            return names.together(connection, entity, others, limit)

    def given_names(self, entity: EntityId) -> tuple[tuple[str, Quote], ...]:
        """Names that sentences gave an entity, each with its sentence."""
        with self._database.reading() as connection:
            return names.given_names(connection, entity)

    def learned_entities(self) -> tuple[Entity, ...]:
        """Entities learned from the issues, with the aliases learned for them."""
        with self._database.reading() as connection:
            return names.learned_entities(connection)

    def learned_aliases(self) -> Mapping[EntityId, tuple[str, ...]]:
        """Aliases learned from the issues, for catalogue entities too."""
        with self._database.reading() as connection:
            return names.learned_aliases(connection)

    def mention_counts(self) -> Mapping[EntityId, int]:
        """How often each entity is named."""
        with self._database.reading() as connection:
            return names.mention_counts(connection)

    def decide(self, decision: Decision) -> Decision:
        """Note what a person decided about names, and let it hold."""
        with self._database.writing() as connection:
            return decisions.add(connection, decision)

    def undo(self, decision_id: int, *, by: str, at: datetime) -> Decision | None:
        """Take a decision back; None where there is none that stands."""
        with self._database.writing() as connection:
            return decisions.undo(connection, decision_id, by, at)

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in their order, the undone ones too."""
        with self._database.reading() as connection:
            return decisions.listed(connection)
