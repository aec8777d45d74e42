"""A topic at a moment: what bears on it, each event once, proved, chosen, in time order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefings.briefs.choosing import Room, chosen, recency
from briefings.briefs.events import group
from briefings.briefs.kin import with_kin
from briefings.briefs.novelty import Reader, is_known, novelty
from briefings.briefs.records import Material, Told
from briefings.briefs.relevance import LEAST
from briefings.developments import gate
from briefings.developments.standing import LONGEST, under_its_day
from briefings.model import Brief, BriefLine, Development, ReadCount, Status, Topic

_UNTOLD = 2.0  #: more than any weight: what is news to its reader comes first
NOBODY = Reader()  #: who was told nothing


def compose(  # noqa: PLR0913  # a question, and what is known
    topic: Topic,
    material: Material,
    *,
    as_of: date | None,
    read: ReadCount,
    room: Room | None = None,
    reader: Reader = NOBODY,
    again: bool = False,
) -> Brief:
    """A topic at a moment.

    Args:
        topic: what is asked.
        material: developments that may bear on it.
        as_of: the day up to which issues were read; None where nothing was.
        read: the account of what was read.
        room: how much to show.
        reader: what they know; what holds no news for them is not shown.
        again: show that too, after what is new.

    Returns:
        Lines in time order, undated ones where their issue's date stands; each proved against its first evidence.
    """
    room = room or Room()
    bearing = [event for event in group(topic, material) if event.relevance >= LEAST]
    events = [event for event in bearing if len(event.lead.statement) <= LONGEST]
    if topic.pair is not None:
        events = with_kin(events)
    fresh = [event for event in events if again or not is_known(event, reader)]
    latest = max((event.issued for event in events), default=None)

    of_all = not (topic.pair or topic.entities or topic.words)

    def weight(event: Told) -> float:
        untold = _UNTOLD if again and reader.knows and not room.after and not is_known(event, reader) else 0.0
        recent = recency(event, latest, of_all=of_all) * event.relevance if latest else 0.0
        return event.score(of_relation=topic.pair is not None) + recent + untold

    shown, more, withheld = chosen(fresh, room, weight, _proved)
    lines = [_shown(event, rank, reader, latest) for rank, event in enumerate(shown, start=1 + room.after)]
    order = sorted(range(len(shown)), key=lambda index: shown[index].place)
    return Brief(
        topic=topic.id,
        title=topic.title,
        as_of=as_of,
        lines=tuple(lines[index] for index in order),
        read=read,
        more=more + len(bearing) - len(events),
        withheld=withheld,
        again=reader.knows,
    )


def _proved(event: Told) -> Told | None:
    """The event with a leading line that is true to its evidence; None without one."""
    lead = gate.proved(event.lead)
    return None if lead is None or len(lead.statement) > LONGEST else replace(event, members=(lead, *event.members[1:]))


def _shown(event: Told, rank: int, reader: Reader, latest: date | None) -> BriefLine:
    what, earlier = novelty(event, reader, latest)
    line = line_of(event)
    return BriefLine(replace(line, statement=under_its_day(line.statement, line.when)), what, rank, earlier)


def line_of(event: Told) -> Development:
    """An event as its leading line, with the days, the status and the evidence of all."""
    quotes = {(quote.issue_id, quote.sentence): quote for member in event.members for quote in member.evidence}
    return replace(event.lead, when=event.when, status=_status(event), evidence=tuple(quotes.values()))


def _status(event: Told) -> Status:
    """The lead's status, but for two cases.

    What was planned and is told elsewhere as having happened has happened; and a line that alleges anything is alleged.
    """
    lead = event.lead
    if any(m.status == "alleged" and m.statement == lead.statement for m in event.members):
        return "alleged"
    done = any(m.status == "stated" and m.trigger == lead.trigger for m in event.members)
    return "stated" if lead.status == "planned" and done else lead.status
