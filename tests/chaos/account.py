"""The account of a broadcast, from the server's own record of what it took: nothing here asks the bot."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.sandbox.model import Accepted


@dataclass(frozen=True, slots=True)
class Account:
    """What a broadcast came to."""

    owed: int  #: message parts, all readers together
    missing: int  #: parts that a reader never got
    double: int  #: parts that a reader got again, each time counted
    doubtful: int  #: attempts whose outcome the bot could not know
    busiest: int  #: messages in the busiest second
    refused: int  #: 429s that the bot brought upon itself
    rate: float  #: messages a second, from the first part to the last

    def __str__(self) -> str:
        return (
            f"{self.owed - self.missing} of {self.owed} parts delivered, {self.missing} missing, {self.double} double, "
            f"{self.doubtful} in doubt; {self.rate:.1f} a second, busiest {self.busiest}, {self.refused} times 429"
        )


def account(
    accepted: Sequence[Accepted], chats: Collection[int], parts: Collection[str], *, doubtful: int, refused: int
) -> Account:
    """Hold what was taken against what was owed.

    Args:
        accepted: all that the server took, in order.
        chats: that are owed every part; a group that moved counts under its new id.
        parts: the first lines of the parts.
        doubtful: attempts that the bot could not know the outcome of.
        refused: 429s of the server's own limits.
    """
    wanted = {(chat, part) for chat in chats for part in parts}
    got = Counter(key for one in accepted if (key := (one.chat_id, first_line(one.text))) in wanted)
    bulk = [one.at for one in accepted if (one.chat_id, first_line(one.text)) in wanted]
    return Account(
        owed=len(wanted),
        missing=len(wanted) - len(got),
        double=got.total() - len(got),
        doubtful=doubtful,
        busiest=busiest_second(one.at for one in accepted),
        refused=refused,
        rate=(len(bulk) - 1) / max(bulk[-1] - bulk[0], 1e-9) if len(bulk) > 1 else 0.0,
    )


def first_line(text: str) -> str:
    """The head of a part, without the word that it may have come before."""
    lines = [line for line in text.split("\n") if line]
    return next((line for line in lines if line.startswith("Digest · ")), "")


def busiest_second(times: Iterable[float]) -> int:
    """The most messages within any one second."""
    recent: deque[float] = deque()
    most = 0
    for at in times:
        recent.append(at)
        while recent[0] <= at - 1.0:
            recent.popleft()
        most = max(most, len(recent))
    return most
