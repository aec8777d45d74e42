"""The domain's records: what the parts of Dragoman hand to one another.

Everything here is frozen, typed and built from the standard library alone. DESIGN.md section 3 is the glossary.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal, NewType

EntityId = NewType("EntityId", str)

EntityKind = Literal[
    "person", "organisation", "armed_group", "government", "company", "place", "facility", "party", "law", "event"
]
Status = Literal["stated", "reported", "alleged", "denied", "planned", "conditional"]
BlockKind = Literal["headline", "heading", "standfirst", "paragraph", "caption", "pullquote", "table", "furniture"]
Novelty = Literal["new", "developed", "contradicted", "unchanged"]
Box = tuple[float, float, float, float]  #: left, upper, right, lower edge: points from the page's upper left corner


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The days a statement covers, first and last included.

    `value` is `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `start/end` of these, never a duration.
    """

    first: date
    last: date
    value: str


# --- reading -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines that belong together on one page, in reading order."""

    kind: BlockKind
    column: int | None  #: 0 is the leftmost; None spans the columns
    text: str  #: repaired: line ends joined, hyphens undone
    lines: tuple[str, ...] = ()  #: as printed, one a line
    boxes: tuple[Box, ...] = ()  #: where it stands, one for each column that it runs through; none on bare text
    aside: bool = False  #: in a box or a note, beside the text of the page


@dataclass(frozen=True, slots=True)
class Row:
    """One physical line of a spliced text page and how it comes apart; texts exactly as printed."""

    line: int  #: from 1
    kind: Literal["cols", "full"]
    cols: tuple[str, ...]  #: one text a column ("" for an empty side); a single one for kind "full"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as printed, rebuilt."""

    number: int  #: from 1, the place in the file
    folio: str | None  #: the number as printed on the page, e.g. "10"
    blocks: tuple[Block, ...]
    width: float | None = None  #: points
    height: float | None = None
    readable: bool = True
    confidence: float = 1.0  #: 0.0 to 1.0 that the reading order is right
    reason: str | None = None  #: why a page is not readable, a sentence
    rows: tuple[Row, ...] = ()  #: for spliced text pages only

    @property
    def label(self) -> str:
        """What a citation shows: the printed folio, else the place in the file."""
        return self.folio or str(self.number)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; begins on `page` and may run on."""

    page: int  #: Page.number
    folio: str  #: Page.label
    text: str
    heading: bool = False  #: a sub-heading inside the article
    breaks: tuple[tuple[int, str], ...] = ()  #: (offset in text, page label) where it runs on to another page


@dataclass(frozen=True, slots=True)
class Article:
    """Headline and paragraphs of one article, over one or more pages."""

    headline: str | None
    paragraphs: tuple[Paragraph, ...]
    section: str | None = None
    byline: str | None = None  #: as printed, "By Jane Roe in Baghdad"
    key: str | None = None  #: its id in an archive file


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What identifies an issue; None where it was neither given nor found."""

    source: str | None = None
    number: str | None = None
    date: date | None = None
    missing: tuple[str, ...] = ()  #: folios of pages that the issue has and the file lacks: "3", "5–8", "3 or 4"


@dataclass(frozen=True, slots=True)
class IssueText:
    """A whole issue as rebuilt from its pages."""

    facts: IssueFacts  #: found in the text itself
    pages: tuple[Page, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page of a file as pixels: rows from the top, one byte a pixel (grey) or three (red, green, blue)."""

    width: int
    height: int
    scale: float  #: pixels in a point
    pixels: bytes


# --- annotation ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time in a text. `value` is TIMEX3 (`2020-06-25`, `2020-W26`, `P2W`, `PAST_REF`…)."""

    start: int  #: characters of the text
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    first: date | None = None  #: the days it covers, where known
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is named as the source of a stretch of text."""

    start: int  #: what is attributed, characters of the text
    end: int
    source: str  #: as printed, e.g. "General Yahya Rasool", "the Iraqis"; "" where the passive hides it
    cue: str  #: "said", "according to"
    source_start: int
    source_end: int
    voiced: bool = True  #: said, and not thought, found or the credit of a picture


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence."""

    start: int  #: characters of the text
    end: int
    text: str
    label: str  #: OntoNotes label
    entity: EntityId | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who does or undergoes: an entity, or a group described in the text's own words."""

    text: str  #: as printed, "several thousand militia members"
    name: str  #: canonical name where resolved, else as `text` without its article
    entity: EntityId | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its qualifier and unit."""

    text: str  #: as printed, "at least four attacks"
    value: float | None
    unit: str | None = None
    qualifier: str | None = None  #: "at least", "nearly", "about"


@dataclass(frozen=True, slots=True)
class Quote:
    """Where an issue says so: the evidence of a line."""

    source: str
    number: str | None
    date: date | None
    page: str  #: label
    article: str | None  #: headline
    sentence: str  #: whole, as rebuilt
    issue_id: int | None = None
    article_id: int | None = None
    key: str | None = None  #: the article's id in the archive file that it came from; a page of a periodical has none


@dataclass(frozen=True, slots=True)
class Development:
    """One thing that happened, as a sentence reports it; merging puts several evidences together."""

    type: str  #: PLOVER, STATEMENT or ENERGY_*
    statement: str  #: one plain sentence in the issue's own words, at most 160 characters where they allow it
    sentence: int  #: index of the sentence in its text
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    when: DaySpan | None = None
    place: str | None = None
    figures: tuple[Figure, ...] = ()
    status: Status = "stated"
    source: str | None = None  #: who says so, where the text names it
    salience: float = 0.0  #: 0.0 to 1.0, comparable within one issue only
    trigger: str = ""  #: lemma of the word that names the event
    evidence: tuple[Quote, ...] = ()  #: filled when stored or merged; never empty in a brief
    id: int | None = None  #: of the stored row
    event: int = -1  #: developments of one article with the same number tell one event; -1 where nobody looked
    story: int | None = None  #: of the stored row: developments with the same number, in any article, tell one event
    refers: tuple[str, ...] = ()  #: types of events that the clause points back to ("the talks"); not stored
    elsewhen: bool = False  #: the clause tells of a time of its own, though none that gives days ("had"); not stored
    passing: bool = (
        False  #: told in a clause beside the main one ("…, which it left in 2019") whose line it has; not stored
    )


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """A sentence by its characters in the text."""

    start: int
    end: int
    salience: float = 0.0


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything that was found in one text."""

    sentences: tuple[AnnotatedSentence, ...]
    mentions: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]
    attributions: tuple[Attribution, ...]
    links: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    developments: tuple[Development, ...]


# --- an issue, analysed -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of an article with the page it begins on."""

    start: int  #: characters of the article's text
    end: int
    text: str  #: as rebuilt, white space made single
    page: str  #: Page.label


@dataclass(frozen=True, slots=True)
class AnalysedArticle:
    """One article and everything that was found in it; developments, roles and descriptions name sentences by index."""

    headline: str | None
    text: str  #: paragraphs with an empty line between them; offsets of mentions count in it
    sentences: tuple[CitedSentence, ...]
    mentions: tuple[Mention, ...] = ()
    developments: tuple[Development, ...] = ()  #: without evidence: `sentence` says where it stands
    roles: tuple[tuple[Role, int], ...] = ()
    aliases: tuple[tuple[EntityId, str, int], ...] = ()  #: learned from a sentence: "X, or the Y"
    descriptions: tuple[tuple[EntityId, int], ...] = ()  #: sentences that say what an entity is
    section: str | None = None
    key: str | None = None  #: its id in an archive file


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page in the account of what was read."""

    number: int
    folio: str | None
    readable: bool = True
    confidence: float = 1.0
    reason: str | None = None


def digest_of(data: bytes) -> str:
    """What tells one file of an issue from another, whatever it is called: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class AnalysedIssue:
    """An issue ready to be stored."""

    source: str
    number: str | None
    date: date
    digest: str  #: see `digest_of`
    file: str  #: what the file was called
    pages: tuple[PageRead, ...]
    articles: tuple[AnalysedArticle, ...]
    learned: tuple[Entity, ...] = ()  #: entities that no catalogue has


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an issue that was handed in."""

    outcome: Literal["added", "unchanged", "replaced"]
    issue_id: int


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article of the archive with the story that it tells."""

    id: str  #: its id in the archive file that it came from, else made of source, number or date, and place
    story: int | None  #: the same for articles of one story; None where nobody looked yet
    source: str
    number: str | None
    date: date
    headline: str | None
    article_id: int
    begins: str = ""  #: its first sentence


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """An issue in the archive."""

    id: int
    source: str
    number: str | None
    date: date
    pages: int
    unreadable: int
    articles: int
    developments: int
    file: str


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """An article as a table of contents has it."""

    headline: str | None
    page: str  #: label of the page on which it begins; "" where it has no sentence
    begins: str = ""  #: its first sentence


@dataclass(frozen=True, slots=True)
class IssueContents:
    """What stands in an issue."""

    articles: tuple[ArticleHead, ...]  #: in reading order
    unreadable: tuple[PageRead, ...]  #: pages that nothing was read from


# --- entities ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, group, place, company… of the catalogue, or learned from the issues."""

    id: EntityId
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()  #: other names, native-script ones too
    description: str | None = None
    country: str | None = None
    prominence: int = 1  #: 1 to 3; mention counts add to it
    wikidata: str | None = None
    learned: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may mean."""

    entity: Entity
    name: str  #: the alias that fitted
    score: float  #: 0.0 to 1.0
    why: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """The three-way decision on a name."""

    outcome: Literal["found", "ambiguous", "none"]
    candidates: tuple[Candidate, ...]  #: best first; for "none" the nearest names


@dataclass(frozen=True, slots=True)
class Role:
    """What a text says an entity is: "then-prime minister", "military spokesman for …"."""

    entity: EntityId
    role: str
    former: bool
    evidence: Quote | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about names; it stands above what is read, until somebody undoes it.

    "alias": `name` is a name of `entity`. "merge": `other` is `entity`. "split": `name` is not `entity` but `other`.
    """

    kind: Literal["alias", "merge", "split"]
    entity: EntityId
    by: str  #: who, as they call themselves
    at: datetime  #: aware UTC
    other: EntityId | None = None
    name: str | None = None
    why: str | None = None
    records: tuple[Entity, ...] = ()  #: the entities as they stood then: an issue that taught one may go
    id: int | None = None  #: of the stored row
    undone_by: str | None = None
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A standing question."""

    id: str  #: "iraq-us"
    title: str
    pair: tuple[tuple[EntityId, ...], tuple[EntityId, ...]] | None = None  #: both sides of a relation
    entities: tuple[EntityId, ...] = ()
    types: tuple[str, ...] = ()  #: development types; empty is all
    words: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  #: other ways to ask: "iraq", "us-iraq"
    without: tuple[EntityId, ...] = ()  #: what names one of these is left out
    without_words: tuple[str, ...] = ()  #: and so are sentences that hold all words of one of these


# --- briefs --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bounds:
    """Within what developments are asked for; None is no bound."""

    since: date | None = None  #: whose days (or, undated, whose issue date) reach this day or later
    until: date | None = None  #: whose days (or issue date) begin on this day or earlier
    issue_until: date | None = None  #: from issues up to this date: what could be known then
    types: tuple[str, ...] = ()  #: development types; empty is all


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One line of a brief; evidence is never empty."""

    development: Development
    novelty: Novelty = "new"
    rank: int = 0  #: 1 is the weightiest line of its brief; 0 where nobody ranked
    earlier: Development | None = None  #: what it contradicts


@dataclass(frozen=True, slots=True)
class ReadCount:
    """What was read to give an answer."""

    issues: int
    pages: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A topic at a moment."""

    topic: str
    title: str
    as_of: date | None
    lines: tuple[BriefLine, ...]
    read: ReadCount
    more: int = 0  #: lines that were left out for length
    withheld: int = 0  #: lines that failed the gate
    again: bool = False  #: its reader was told of it before: what is no news to them is "unchanged"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A day, or days, with what happened then; `lines` is never empty."""

    first: date
    last: date
    value: str  #: as exact as the texts are: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `start/end` of these
    lines: tuple[BriefLine, ...]
    weight: float = 0.0  #: how much it matters among the dates of its timeline


@dataclass(frozen=True, slots=True)
class Timeline:
    """A topic through time: the days that reports tell of most, in their order."""

    topic: str
    title: str
    as_of: date | None
    entries: tuple[TimelineEntry, ...]
    read: ReadCount
    more: int = 0  #: dates that were left out for length
    withheld: int = 0  #: lines that failed the gate
    events: tuple[tuple[date, str], ...] = ()  #: first day and type of every dated event, for a picture


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A spelling and where it stands."""

    text: str
    first: Quote
    last: Quote


@dataclass(frozen=True, slots=True)
class Relation:
    """With whom an entity is named."""

    entity: EntityId | None
    name: str
    count: int
    evidence: Quote
    how: str | None = None  #: "ally", "opponent", "leads it" …, where the issues say so


@dataclass(frozen=True, slots=True)
class Dossier:
    """The answer to `/who`."""

    entity: Entity
    names: tuple[NameSeen, ...]
    roles: tuple[Role, ...]
    developments: tuple[Development, ...]
    relations: tuple[Relation, ...]
    read: ReadCount
    descriptions: tuple[Quote, ...] = ()  #: sentences that say what it is
    more: int = 0  #: developments that were left out for length
    learned: tuple[tuple[str, Quote], ...] = ()  #: names that a sentence gave it: "X, or the Y"
    described: Mapping[int, str] = field(default_factory=dict)  #: ids of developments that do not name it → their words


# --- subscribers and delivery --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a subscriber wants the digest, in local time."""

    at: time
    zone: str  #: IANA name
    days: frozenset[int] = field(default_factory=lambda: frozenset(range(7)))  #: Monday is 0
    each_issue: bool = False  #: only where an issue came in since the last one


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the night, in local time, in which nothing comes unasked."""

    start: time
    end: time  #: earlier than `start` where midnight lies between


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A chat, or a forum topic in it, with settings."""

    id: int
    chat_id: int
    thread_id: int | None
    schedule: Schedule | None
    next_digest_at: datetime | None  #: aware UTC
    active: bool
    language: str = "en"
    zone: str = "UTC"  #: IANA name, known before a digest is scheduled; the schedule's own zone where there is one
    language_chosen: bool = False  #: by `/language`; else it follows Telegram's
    alerts: bool = False  #: topics are told at once, too
    quiet: Quiet | None = None
    paused_until: datetime | None = None  #: aware UTC: neither digest nor alert before


@dataclass(frozen=True, slots=True)
class Watch:
    """An entity, or words, that cause an alert."""

    id: int
    name: str  #: as shown
    entity: EntityId | None = None  #: as it was called when the watch was set; merges lead on from it
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Mute:
    """A story that a subscriber wants to hear no more of."""

    id: int
    story: int
    title: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """An issue, or a new edition of one, as it came into the archive."""

    issue_id: int
    first: int  #: id of its first development: an edition that takes the place of another has higher ones
    label: str  #: "Weekly 26"
    day: date
    newest: date | None  #: of its source, when it came


PersonRole = Literal["reader", "editor"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a role, an invitation or a ban; owners stand in the settings."""

    user_id: int
    name: str
    role: PersonRole = "reader"
    banned: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that lets people in."""

    code: str  #: what only those know who were given the link
    role: PersonRole
    uses: int  #: how many people it lets in
    made_by: str
    made_at: datetime
    ends_at: datetime


UploadState = Literal["waiting", "agreed", "reading", "asked", "taken", "dropped"]
"""Waiting for its turn (agreed: and it may replace an issue), being read, asked about, done with."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that an operator sent to the bot."""

    id: int
    chat_id: int
    file: str  #: what it was called
    path: str  #: below the data directory
    state: UploadState
    sent_by: str
    sent_at: datetime
    caption: str = ""  #: what the sender says of the issue
    message_id: int | None = None  #: of the answer, which is edited as it goes on


@dataclass(frozen=True, slots=True)
class Announcement:
    """What an operator says to everybody."""

    id: int
    text: str  #: as typed
    written_by: str
    written_at: datetime
    sent_at: datetime | None  #: when it was queued; None for a draft


@dataclass(frozen=True, slots=True)
class Troubles:
    """Errors since the bot began to run."""

    since: datetime | None  #: None where it never ran
    errors: int
    last: str | None  #: reference of the last one, as the log has it


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of all that was stored on a chat."""

    files: tuple[str, ...]  #: paths below the data directory, which are left to be unlinked
    ban_stands: bool  #: then its number stays


DeliveryKind = Literal["answer", "digest", "alert", "announcement"]
DeliveryState = Literal["due", "sending", "sent", "refused", "waiting", "unknown"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message part owed to one chat; text rendered once and kept."""

    id: int
    subscriber_id: int | None
    chat_id: int
    thread_id: int | None
    kind: DeliveryKind
    period: str  #: with subscriber and kind unique: "2020-07-02" or "edition:NAME"
    part: int
    parts: int
    text: str  #: Telegram HTML
    markup: str | None  #: JSON of the reply markup
    state: DeliveryState
    due: datetime
    attempts: int  #: tries so far, flood waits not counted; the next try is number `attempts + 1`
    doubtful: bool = False  #: an earlier try may have gone through: sent again, it may repeat, and should say so


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be queued, in parts that each fit Telegram."""

    chat_id: int
    thread_id: int | None
    kind: DeliveryKind
    period: str
    parts: tuple[str, ...]  #: Telegram HTML
    subscriber_id: int | None = None
    markup: str | None = None  #: JSON of its buttons, under the last part: of each what it says, and its command
    next_digest_at: datetime | None = None  #: where the subscriber's schedule moves to; None leaves it
    told: tuple[str, ...] = ()  #: keys of the developments in it
    mark: tuple[str, int] | None = None  #: how far the archive was looked at for it: a name, and a development's id


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram accepted it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """The subscriber is gone: blocked, deactivated, kicked, chat not found."""

    reason: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group is a supergroup now; surely not sent."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class TopicClosed:
    """The forum topic is gone; surely not sent."""


@dataclass(frozen=True, slots=True)
class FloodWait:
    """429; surely not sent."""

    seconds: float


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not sent: connect or pool failure."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram refused the message itself (400); surely not sent, and no second try helps."""

    reason: str


@dataclass(frozen=True, slots=True)
class AnswerLost:
    """Nobody knows whether it went."""

    reason: str


Outcome = Sent | Blocked | Migrated | TopicClosed | FloodWait | NotSent | Refused | AnswerLost


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to send a delivery."""

    number: int  #: from 1
    at: datetime
    outcome: Outcome
