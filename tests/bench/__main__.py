"""`python -m tests.bench [PART…]`: speed and memory, each beside a baseline measured in the same run; no part: all."""

from __future__ import annotations

import sys

from tests.bench import annotating, bot, large, names, pages, service

PARTS = {
    "service": service.run,
    "pages": pages.run,
    "annotating": annotating.run,
    "names": names.run,
    "large": large.run,
    "bot": bot.run,
}


def main() -> None:
    """Measure the parts that are named, or all, and print a line for each figure."""
    parts = sys.argv[1:] or list(PARTS)
    if unknown := [part for part in parts if part not in PARTS]:
        sys.exit(f"{unknown[0]!r} is no part of the benchmark: {', '.join(PARTS)} are.")
    for part in parts:
        PARTS[part]()


if __name__ == "__main__":
    main()
