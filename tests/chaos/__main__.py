"""`python -m tests.chaos [--readers N --seed S …]`: broadcasts under fire, and the account of each; see `rig.py`.

Ends with 1 where something was lost, or doubled beyond what was in doubt.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.chaos.rig import Outcome, Plan, Rig

_CUT, _BAD_GATEWAY = 0.05, 0.05


def main() -> None:
    """Play three broadcasts: kills alone, then with lost answers under either policy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=2000)
    parser.add_argument("--lossy-readers", type=int, default=600, help="of the broadcasts with lost answers")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    few = max(1, given.lossy_readers // 100)
    plans = {
        "kills": Plan(readers=given.readers, seed=given.seed),
        "lossy, skip": Plan(given.lossy_readers, blocked=few, cut=_CUT, bad_gateway=_BAD_GATEWAY, seed=given.seed),
        "lossy, resend": Plan(
            given.lossy_readers, blocked=few, cut=_CUT, bad_gateway=_BAD_GATEWAY, policy="resend", seed=given.seed
        ),
    }
    sound = True
    for name, plan in plans.items():
        with tempfile.TemporaryDirectory() as folder:
            outcome = asyncio.run(Rig(plan, Path(folder)).run())
        print(f"{name}, seed {plan.seed}, {outcome.kills} kills: {outcome.account}", end="; ")
        print(f"{len(outcome.answers)} answers beside it, p95 {outcome.p95 * 1000:.0f} ms", flush=True)
        sound &= holds(plan, outcome)
    sys.exit(0 if sound else 1)


def holds(plan: Plan, outcome: Outcome) -> bool:
    """Whether the promises were kept: with `resend` nothing is missing, with `skip` nothing is double.

    What is in doubt may be missing, or double, as the policy says, and nothing else.
    """
    found = outcome.account
    lost, again = (0, found.doubtful) if plan.policy == "resend" else (found.doubtful, 0)
    kept = found.owed > 0 and found.missing <= lost and found.double <= again
    return kept and outcome.kills == plan.kills and (not plan.limits or (found.busiest <= 30 and not found.refused))


if __name__ == "__main__":
    main()
