"""The fault rig in its short form: killed at each side of a message, and the account from the server's own record."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from bot.sandbox.model import Accepted
from tests.chaos.__main__ import holds
from tests.chaos.account import account, busiest_second
from tests.chaos.rig import Plan, Rig


@pytest.mark.parametrize(("kill_at", "policy"), [("after", "skip"), ("before", "resend")])
async def test_each_reader_gets_each_part_once_though_the_bot_is_killed(
    tmp_path: Path, kill_at: Literal["after", "before"], policy: Literal["skip", "resend"]
) -> None:
    plan = Plan(
        readers=20, groups=2, moving=1, blocked=2, kills=1, kill_at=kill_at, policy=policy, askers=1, limits=False
    )

    outcome = await Rig(plan, tmp_path, patience=90).run()

    found = outcome.account
    assert outcome.kills == 1
    assert found.owed >= 2 * 20
    assert (found.missing, found.double) == (0, 0)
    assert found.doubtful >= 1  # taken and not written down, or the other way round
    assert holds(plan, outcome)


def taken(chat: int, text: str, at: float = 0.0) -> Accepted:
    return Accepted(at, "sendmessage", chat, None, 1, text, answered=True)


def test_the_account_counts_what_is_missing_and_what_came_again() -> None:
    record = [
        taken(1, "Digest · A · x 1/2"),
        taken(1, "Digest · A · x 1/2"),
        taken(2, "Digest · A · x 2/2"),
        taken(3, "?"),
    ]

    found = account(record, [1, 2], ["Digest · A · x 1/2", "Digest · A · x 2/2"], doubtful=0, refused=0)

    assert (found.owed, found.missing, found.double) == (4, 2, 1)


def test_the_account_sees_a_busy_second_wherever_it_begins() -> None:
    assert busiest_second([0.0, 0.9, 1.1, 1.2, 1.85, 3.0]) == 4
    assert busiest_second([]) == 0
