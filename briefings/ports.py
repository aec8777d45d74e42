"""What the rest of the program asks of storage, as promises that a test holds each store to.

All methods are synchronous and safe to call from several threads; every writing one is one transaction. Instants are
aware UTC. A store that fails raises `StorageError` and has changed nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from briefings.model import (
    AnalysedIssue,
    Announcement,
    Arrival,
    Attempt,
    Bounds,
    Decision,
    Delivery,
    DeliveryKind,
    Development,
    Entity,
    EntityId,
    Erased,
    Invitation,
    IssueContents,
    IssueRecord,
    Mute,
    NameSeen,
    Outgoing,
    Person,
    PersonRole,
    Quote,
    ReadCount,
    Relation,
    Role,
    Stored,
    StoryArticle,
    Subscriber,
    Troubles,
    Upload,
    UploadState,
    Watch,
)


class Archive(Protocol):
    """What was read: issues, their sentences, mentions and developments."""

    def has(self, source: str, digest: str) -> bool:
        """Whether exactly these bytes were read for this source already."""
        ...

    def with_bytes(self, source: str, digest: str) -> IssueRecord | None:
        """The issue of this source that was read from exactly these bytes."""
        ...

    def editions(self, source: str, number: str | None, day: date) -> tuple[IssueRecord, ...]:
        """Issues of a source with this number, whatever their date; without one, those of this date that have none.

        The latest date comes first. The one of this date, if there is one, is what `add_issue` would replace.
        """
        ...

    def texts(self, issue_id: int) -> tuple[str, ...]:
        """The text of each article of an issue, in order; empty where there is no such issue."""
        ...

    def contents(self, issue_id: int) -> IssueContents:
        """The articles of an issue with the pages on which they begin, and its unreadable pages.

        Empty where there is no such issue.
        """
        ...

    def add_issue(self, issue: AnalysedIssue, *, at: datetime) -> Stored:
        """Store an issue whole.

        The same bytes of the same source change nothing. An issue of the same source with the same number and date
        (or, with no number, the same date) but other bytes replaces the old one in the same transaction.
        """
        ...

    def forget(self, issue_id: int) -> bool:
        """Take an issue out with all that came from it; False where there is none."""
        ...

    def issues(self) -> tuple[IssueRecord, ...]:
        """All issues, the latest date first."""
        ...

    def latest_issues(self) -> tuple[IssueRecord, ...]:
        """The issues of the latest date; none where nothing was read."""
        ...

    def stamp(self) -> str:
        """What changes whenever an issue comes in, is replaced or forgotten, or a person decides about names."""
        ...

    def read_count(self, *, until: date | None = None) -> ReadCount:
        """How many issues and pages stand in the archive, up to an issue date."""
        ...

    def stories(self) -> tuple[StoryArticle, ...]:
        """Every article with the story that it tells, by issue date, then place in the issue."""
        ...

    def settle_stories(self, *, at: datetime) -> bool:
        """Make stories of all articles together, whatever the order in which they came.

        As an issue comes in its articles join the stories that stand; this finds the best for all of them. Stories keep
        their numbers where most of their articles stay. False where no issue came or went since.
        """
        ...

    def developments(
        self,
        *,
        entities: Collection[EntityId] | None = None,
        since: date | None = None,
        until: date | None = None,
        issue_until: date | None = None,
    ) -> tuple[Development, ...]:
        """Developments, each with its evidence (one `Quote` with issue and article ids) and its row id.

        Args:
            entities: only those of which one of these is an actor, a target, or named in the sentence; None for all.
            since: only those whose days (or, undated, whose issue date) reach this day or later.
            until: only those whose days (or issue date) begin on this day or earlier.
            issue_until: only from issues up to this date: what could be known then.

        Returns:
            By issue date, then place in the issue.
        """
        ...

    def bearing(
        self, sides: Sequence[Collection[EntityId]], words: Sequence[str], bounds: Bounds, *, limit: int
    ) -> tuple[Development, ...]:
        """The latest developments that may bear on a question, each as `developments` gives it and in its order.

        Args:
            sides: none: whoever is concerned; one: developments that concern one of these entities; two, of a relation:
                those that concern both sides, and the others of the latest articles that hold such.
            words: each several words that one sentence holds: developments that have one of them too.
            bounds: days and types.
            limit: how many of each sort at most, those whose days end last.
        """
        ...

    def of_issues(self, issue_ids: Collection[int]) -> tuple[Development, ...]:
        """Developments of some issues, as `developments` gives them."""
        ...

    def with_ids(self, development_ids: Collection[int]) -> tuple[Development, ...]:
        """The developments of these ids that stand, as `developments` gives them and in its order."""
        ...

    def stories_of(self, article_ids: Collection[int]) -> Mapping[int, int]:
        """Article id → the number of the story that it tells, for those that tell one."""
        ...

    def entities_in_sentences(self, development_ids: Collection[int]) -> Mapping[int, frozenset[EntityId]]:
        """Development id → the entities named anywhere in its sentence."""
        ...

    def search(self, words: str, *, limit: int = 10) -> tuple[Quote, ...]:
        """Sentences that hold all the words, best first; whatever is typed is taken as plain words."""
        ...

    def developments_with_words(self, *words: str, among: Collection[int] | None = None) -> frozenset[int]:
        """Ids of developments, of some or of all, whose sentence holds all the words; of several such, those of one."""
        ...

    def is_said(self, words: str) -> bool:
        """Whether a development's sentence holds all the words."""
        ...

    def last_named(self, entities: Collection[EntityId], *, until: date | None = None) -> Quote | None:
        """The latest sentence that names one of some entities, of issues up to a date; None where there is none."""
        ...

    def named_before(self, entities: Collection[EntityId], day: date) -> frozenset[EntityId]:
        """Which of some entities an issue of before a day names."""
        ...

    def names_of(self, entity: EntityId) -> tuple[NameSeen, ...]:
        """Spellings of an entity in the issues, the most frequent first, each with its first and last place."""
        ...

    def roles_of(self, entity: EntityId) -> tuple[Role, ...]:
        """What the issues say an entity is, latest first, with evidence; the same role once."""
        ...

    def descriptions_of(self, entity: EntityId) -> tuple[Quote, ...]:
        """Sentences that say what an entity is."""
        ...

    def named_with(self, entity: EntityId, *, limit: int = 12) -> tuple[Relation, ...]:
        """Entities named in the same sentences, the most frequent first."""
        ...

    def together(
        self, entity: EntityId, others: Collection[EntityId], *, limit: int = 20
    ) -> tuple[tuple[EntityId, str, str, str], ...]:
        """Up to so many of the latest sentences for each other entity that name it with this one.

        Returns:
            The other entity, the sentence, this entity as printed there, and the other.
        """
        ...

    def given_names(self, entity: EntityId) -> tuple[tuple[str, Quote], ...]:
        """Names that sentences gave an entity ("X, or the Y"), the earliest first, each with the sentence."""
        ...

    def learned_entities(self) -> tuple[Entity, ...]:
        """Entities learned from the issues, with the aliases learned for them."""
        ...

    def learned_aliases(self) -> Mapping[EntityId, tuple[str, ...]]:
        """Aliases learned from the issues, for catalogue entities too."""
        ...

    def mention_counts(self) -> Mapping[EntityId, int]:
        """How often each entity is named."""
        ...

    def decide(self, decision: Decision) -> Decision:
        """Note what a person decided about names, and let it hold for all that was read and will be.

        Issues that are read again or forgotten leave it standing.

        Returns:
            The decision with its number.
        """
        ...

    def undo(self, decision_id: int, *, by: str, at: datetime) -> Decision | None:
        """Take a decision back, as if it had never been taken; None where there is none that stands."""
        ...

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in their order, the undone ones too."""
        ...


class Subscribers(Protocol):
    """Chats, their settings and what they follow."""

    def get(self, chat_id: int, thread_id: int | None, *, zone: str, now: datetime, language: str = "en") -> Subscriber:
        """The subscriber of a chat (and forum topic); made with this time zone and language where there was none.

        One that was switched off becomes active again: it wrote to us.
        """
        ...

    def language(self, chat_id: int, thread_id: int | None, *, says: str | None) -> str | None:
        """The language of a chat; None where it is not known yet.

        `says` is the one that its person is said to use now: it is noted and returned where none was chosen.
        """
        ...

    def by_id(self, subscriber_id: int) -> Subscriber | None:
        """One subscriber."""
        ...

    def update(self, subscriber: Subscriber) -> None:
        """Store all settings of a subscriber, when its digest is next due, and whether it is active."""
        ...

    def subscribe(self, subscriber_id: int, topic: str, *, at: datetime) -> bool:
        """Follow a topic; False where it was followed already."""
        ...

    def unsubscribe(self, subscriber_id: int, topic: str | None) -> tuple[str, ...]:
        """Follow a topic (None: every topic) no more; returns those that were dropped."""
        ...

    def topics(self, subscriber_id: int) -> tuple[str, ...]:
        """Topic ids followed, in the order they were taken."""
        ...

    def due(self, now: datetime, *, limit: int = 100) -> tuple[Subscriber, ...]:
        """Active subscribers whose next digest is due, the longest waiting first."""
        ...

    def following(self, topic: str | None = None) -> tuple[Subscriber, ...]:
        """Active subscribers of a topic (None: of any)."""
        ...

    def told(self, subscriber_id: int) -> frozenset[str]:
        """Keys of the sentences that this subscriber was told, in digests and briefs."""
        ...

    def told_at(self, subscriber_id: int, keys: Collection[str]) -> datetime | None:
        """When this subscriber was last told one of some sentences for the first time; None where they never were."""
        ...

    def note_told(self, subscriber_id: int, keys: Collection[str], *, at: datetime) -> None:
        """Note what a subscriber was told in an answer."""
        ...

    def gone(self, chat_id: int) -> None:
        """Switch off every subscriber of a chat: it blocked us or is no more. Its due deliveries are refused."""
        ...

    def moved(self, chat_id: int, to: int) -> None:
        """A group became a supergroup: its subscribers and their unsent deliveries go to the new chat."""
        ...


class Following(Protocol):
    """What subscribers watch and mute, and how far the archive was looked at for them.

    Places in the archive are ids of developments: they grow with each issue, and with each new edition of one.
    """

    def watch(
        self, subscriber_id: int, name: str, *, entity: EntityId | None = None, words: str | None = None, at: datetime
    ) -> Watch | None:
        """Watch an entity or words; None where they are watched already."""
        ...

    def unwatch(self, subscriber_id: int, watch_id: int | None) -> tuple[Watch, ...]:
        """Watch something (None: anything) no more; returns what was dropped."""
        ...

    def watches(self, subscriber_id: int) -> tuple[Watch, ...]:
        """What is watched, in the order in which it was taken."""
        ...

    def mute(self, subscriber_id: int, story: int, title: str, *, at: datetime) -> bool:
        """Hear no more of a story; False where it is muted already."""
        ...

    def unmute(self, subscriber_id: int, story: int | None) -> tuple[Mute, ...]:
        """Hear of a story (None: of any) again; returns those that were muted."""
        ...

    def mutes(self, subscriber_id: int) -> tuple[Mute, ...]:
        """What is muted, in the order in which it was taken."""
        ...

    def muted_developments(self, subscriber_id: int) -> tuple[int, ...]:
        """Ids of the developments of muted stories, the latest few thousand."""
        ...

    def story_title(self, story: int) -> str | None:
        """What a story's latest article is called, or begins with; None where there is no such story."""
        ...

    def alerted(self) -> tuple[Subscriber, ...]:
        """Active subscribers who are to be told at once: they watch something, or follow topics with alerts on."""
        ...

    def newest_at(self, at: datetime) -> int:
        """The id of the newest development that there was at an instant; 0 where there was none."""
        ...

    def newest(self) -> int:
        """The id of the newest development; 0 where there is none."""
        ...

    def arrivals(self, after: int, until: int) -> tuple[Arrival, ...]:
        """Issues and editions that came in between two places, in their order."""
        ...

    def mark(self, name: str) -> int | None:
        """How far the archive was looked at under a name; None where it never was."""
        ...

    def set_mark(self, name: str, value: int) -> None:
        """Note how far the archive was looked at; a mark never goes back."""
        ...

    def hold(self, subscriber_id: int, since: int) -> None:
        """Keep alerts of what came after a place for later; where some are kept already, they stay."""
        ...

    def holds(self) -> Mapping[int, int]:
        """Subscriber → the place after which alerts are kept for them."""
        ...

    def release(self, subscriber_id: int) -> None:
        """Keep nothing for a subscriber any more."""
        ...

    def alerts_on(self, subscriber_id: int, issue_id: int) -> tuple[str, ...]:
        """Telegram HTML of the alerts on an issue, whatever its edition, that were queued for a subscriber."""
        ...

    def alerts_since(self, subscriber_id: int, at: datetime) -> int:
        """How many alerts were queued for a subscriber since an instant."""
        ...


class Buttons(Protocol):
    """Commands that are too long for a button, by number."""

    def number(self, command: str, *, chat_id: int, at: datetime) -> int:
        """The number of a command in a chat (0: in any), always the same; it is never given to another command."""
        ...

    def command(self, number: int, *, chat_id: int) -> str | None:
        """The command of a number; None where there is none here, or no more: they are kept for half a year."""
        ...


class People(Protocol):
    """People with a role, an invitation or a ban; groups that were let in are among them, by their chat's number."""

    def get(self, user_id: int) -> Person | None:
        """Somebody, or a group; None where nobody ever let them in or banned them."""
        ...

    def all(self) -> tuple[Person, ...]:
        """Everybody who has a row, in the order of their names."""
        ...

    def put(self, person: Person, *, by: str, at: datetime) -> None:
        """Store name, role and ban of somebody."""
        ...

    def drop(self, user_id: int) -> None:
        """Take the row of somebody, or of a group, away; a ban stands."""
        ...

    def invite(self, invitation: Invitation) -> None:
        """Store an invitation; those that ended are dropped."""
        ...

    def redeem(self, code: str, user_id: int, name: str, *, at: datetime) -> PersonRole | None:
        """Let somebody in by an invitation, whatever others do at the same moment; returns what they are now.

        None, and nothing changed, where there is no such invitation, it ended or was used up, or they are banned.
        Somebody who has that role already uses nothing up.
        """
        ...

    def turn_away(self, chat_id: int, *, at: datetime) -> bool:
        """Whether a chat that may not ask has still to be told so: True once a day."""
        ...

    def uninvited(self, owners: Collection[int]) -> tuple[int, ...]:
        """Chats with an active subscriber that nobody let in."""
        ...


class Uploads(Protocol):
    """Files that operators sent to the bot, until they are read or dropped."""

    def add(self, upload: Upload) -> Upload:
        """Store a file that was sent; returns it with its number."""
        ...

    def get(self, upload_id: int) -> Upload | None:
        """One file; None where there is none, or where it was decided long ago."""
        ...

    def turn(self, upload_id: int, state: UploadState, *, of: UploadState, caption: str | None = None) -> bool:
        """Bring a file from one state to another, maybe under another caption; it is told anew then.

        False, and nothing changed, where it was in another state.
        """
        ...

    def standing(self, *, since: datetime) -> tuple[Upload, ...]:
        """Files that are neither read nor dropped; those that were asked about and sent before are dropped now."""
        ...

    def shown(self, upload_id: int, message_id: int | None) -> None:
        """Note which message tells of a file."""
        ...

    def answered(self, chat_id: int, message_id: int) -> Upload | None:
        """The file that a message tells of; None where it tells of none."""
        ...

    def begin(self) -> tuple[Upload, bool] | None:
        """The file that waits longest, which is being read from now on, and whether it may replace an issue.

        Those that may replace one come first: somebody answered a question and looks on. None where no file waits.
        """
        ...

    def interrupted(self) -> tuple[Upload, ...]:
        """Files found being read at the start: they wait for a word whether to read them again."""
        ...


class Announcements(Protocol):
    """What operators say to everybody."""

    def write(self, text: str, *, by: str, at: datetime) -> int:
        """Store a draft; returns its number."""
        ...

    def get(self, number: int) -> Announcement | None:
        """One announcement, sent or not."""
        ...

    def sent(self, number: int, *, at: datetime) -> bool:
        """Note that it was queued for everybody; False where that was noted before."""
        ...

    def drop(self, number: int) -> bool:
        """Take a draft away; False where it was sent, or is gone."""
        ...

    def audience(self) -> tuple[tuple[int, int, int | None], ...]:
        """One subscriber of each active chat, always the same: its number, the chat's, the forum topic's."""
        ...


class Records(Protocol):
    """All that is stored on a chat, and on its person where it is a private one."""

    def of_chat(self, chat_id: int) -> Mapping[str, Any]:
        """All of it, as JSON has it; nothing of anybody else, and nothing that opens a door."""
        ...

    def erase(self, chat_id: int) -> Erased:
        """Erase all of it in one transaction, and the name under what an operator decided.

        Of a ban the number stays, and nothing else.
        """
        ...


class Health(Protocol):
    """How the bot is, for the operator."""

    def schema(self) -> str:
        """The revision of the database's schema."""
        ...

    def chats(self, now: datetime) -> tuple[int, int, int]:
        """How many subscribers are active, how many of these are paused, and how many are gone."""
        ...

    def last_sent(self, kind: DeliveryKind) -> datetime | None:
        """When the last message of a kind went out."""
        ...

    def started(self, at: datetime) -> None:
        """Note that the bot begins to run: errors are counted from here."""
        ...

    def note_error(self, reference: str) -> None:
        """Count an error under the reference that the log has, six hexadecimal digits."""
        ...

    def troubles(self) -> Troubles:
        """Errors since the bot began to run."""
        ...


class Inbox(Protocol):
    """Updates from Telegram, stored before they are acknowledged."""

    def add(self, payloads: Sequence[Mapping[str, Any]], now: datetime) -> list[dict[str, Any]]:
        """Store updates by `update_id`; returns those that were not there before, in order."""
        ...

    def open(self) -> list[dict[str, Any]]:
        """Updates stored and not done, in order."""
        ...

    def offset(self) -> int:
        """The offset to ask Telegram for: one above the highest id stored, 0 where there is none."""
        ...

    def done(self, update_id: int, now: datetime) -> None:
        """Note that an update was answered; done ones are kept for 48 hours so that a repeat is known."""
        ...


class Outbox(Protocol):
    """Messages owed, one row a part; text rendered once and kept."""

    def add(self, outgoing: Outgoing, *, due: datetime) -> bool:
        """Queue a message of one or more parts in one transaction.

        For a digest the subscriber's `next_digest_at` moves, and the developments told, and how far the archive was
        looked at, are noted in the same transaction. False, and nothing changed, where (subscriber, kind, period) was
        queued before.
        """
        ...

    def claim(self, now: datetime, *, lease: timedelta, limit: int) -> tuple[Delivery, ...]:
        """Mark up to `limit` parts that are due or whose wait is over as being sent, and return them.

        No part is returned while an earlier part of the same message is due, waiting or being sent; parts in doubt do
        not hold up later ones.
        """
        ...

    def record(self, delivery: Delivery, attempt: Attempt, *, retry_at: datetime | None, gave_up: bool) -> None:
        """Note what became of an attempt: sent with its message id, refused, waiting until `retry_at`, or unknown."""
        ...

    def park_stale(self, now: datetime, *, everything: bool = False) -> int:
        """Parts found being sent after their lease (or, at start, all of them) are in doubt; returns how many."""
        ...

    def unknown(self) -> tuple[Delivery, ...]:
        """Parts in doubt that no policy has decided yet."""
        ...

    def decide(self, delivery_id: int, *, resend: bool, now: datetime) -> None:
        """Put a part in doubt back in the queue, or give it up for good."""
        ...

    def counts(self) -> Mapping[str, int]:
        """State → number of parts."""
        ...
