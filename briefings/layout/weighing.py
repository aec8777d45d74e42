"""The kinds of evidence for cuts, by name, and what each weighs.

A weight is what one unit of its feature adds to a cut's score, as a natural logarithm. The shipped ones
(`data/cuts.json`) are those under which the right cuts of pages with known columns are likeliest, see
`briefings.layout.training.weights`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

#: White that a line leaves though the next word would have fitted, in spreads of widths: bins from these up.
UNUSED = (0.25, 0.75, 1.25, 1.75, 2.5, 3.5, 5.0, 8.0)
#: How much wider than its column a line is, in spreads: bins from these up.
OVER = (0.3, 0.8, 1.3, 1.8, 2.4, 3.2)
#: How many lines nothing stood in a column: bins from these up.
GAPS = (1, 2, 3, 6)
#: Of a column's text: inside a sentence, at its end, after a line like a heading that a capital follows.
STATES = ("inside", "stop", "turn")
#: The same, before a certain word: inside a sentence, it begins with a small letter or not.
TURNS = ("small", *STATES)
JOIN = (
    *("reads on", "small after stop", "capital inside", "capital after short line"),
    *("hyphen: a word", "hyphen: a compound", "hyphen: unknown", "hyphen: no compound"),
    *("white", "white squared", "marker opens", "marker after open sentence", "column opens", "code opens"),
    *(f"unused {low} {turn}" for turn in TURNS for low in UNUSED),
    *(f"after a gap of {low} {turn}" for turn in TURNS for low in GAPS),
)
EMPTY = (
    *("not begun", "hyphen left open"),
    *(f"empties {state}" for state in (*STATES, "colon")),
    *(f"stays empty {state}" for state in (*STATES, "colon")),
    *("empties beside short rows", "stays empty beside short rows"),
    *("not begun: first column", "empties: first column", "stays empty: first column"),
)
PART = (
    *("inner", "open hyphen inside", "marker inside", "small after stop inside", "capital inside line"),
    *("code opens inside", "code ends inside", "ends in hyphen", "ends in code", "one token"),
    *(f"over {low}" for low in OVER),
)
ACROSS = (
    *("over", "inside", "under", "across: inner", "across: running text", "across: wide over", "across: wide inside"),
    *("across: narrow", "across: number at an end"),
)
NAMES = (*JOIN, *EMPTY, *PART, *ACROSS)


@cache
def shipped_weights() -> Mapping[str, float]:
    """The weights that come with the package."""
    found: dict[str, float] = json.loads(files("briefings.layout").joinpath("data/cuts.json").read_text("utf-8"))
    return found
