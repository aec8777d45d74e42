"""`python -m briefings.layout.training.weights --pages FOLDER... [--out FILE]`: weigh the evidence for cuts.

Each folder holds pages whose columns are known: `manifest.json` (id, columns), `collapsed/ID.txt`, `split/ID.jsonl`.
The weights are those under which the right cuts are likeliest (a conditional random field, Lafferty et al., 2001),
found by stochastic ascent (Adam, Kingma and Ba, 2015) from the weights that stand, and drawn back towards these.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from briefings.layout.evidence import Setting
from briefings.layout.lattice import Bounds, Lattice, Step, build, is_under, parts_of, turns_of
from briefings.layout.spliced import widths_of
from briefings.layout.weighing import ACROSS, EMPTY, JOIN, NAMES, PART, shipped_weights
from briefings.layout.wordmodel import WordModel, shipped_model

_Floats = npt.NDArray[np.float64]

EPOCHS = 6
PACE = 0.04  #: first steps of the ascent; the weights of its second half are averaged
DRAWN = 0.003  #: a page, towards the weights at the start
_GROUPS = {"join": JOIN, "empty": EMPTY, "part": PART, "across": ACROSS}


@dataclass(frozen=True, slots=True)
class Known:
    """A page whose columns are known."""

    name: str
    lines: tuple[str, ...]
    columns: int
    cuts: tuple[Bounds, ...]


def known_pages(folder: Path) -> Iterator[Known]:
    """The pages of a folder that have their split."""
    for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        if entry.get("split"):
            rows = [json.loads(line) for line in (folder / entry["split"]).read_text("utf-8").splitlines() if line]
            parts = [tuple(row.get("cols") or (row.get("left", ""), row.get("right", ""))) for row in rows]
            yield Known(
                entry["id"],
                tuple(" ".join(" ".join(part).split()) for part in parts),
                entry["columns"],
                tuple(
                    ()
                    if row["kind"] == "full"
                    else tuple(np.cumsum([len(text.split()) for text in part])[:-1].tolist())
                    for row, part in zip(rows, parts, strict=True)
                ),
            )


def gradient(page: Setting, known: Known) -> tuple[dict[str, _Floats], float]:
    """By how much the right paths have more of each feature than all paths; and the right paths' log probability."""
    first = next((number for number, cut in enumerate(known.cuts) if cut), 0)
    page.measures = page.measured(widths_of(page, known.cuts), first, known.cuts[first])
    every, right = build(page), build(page, right=known.cuts)
    mean, wanted = (_expected(page, lattice) for lattice in (every, right))
    return {group: wanted[group] - mean[group] for group in _GROUPS}, right.total - every.total


def _expected(page: Setting, lattice: Lattice) -> dict[str, _Floats]:
    sums = {group: np.zeros(len(names)) for group, names in _GROUPS.items()}
    for number, (step, mass) in enumerate(zip(lattice.steps, lattice.masses(), strict=True)):
        split = np.array([bool(cut) for cut in step.cuts])[step.taken]
        for column in range(page.columns):
            for group, found in _of_column(page, (number, column), step, np.where(split, mass, 0.0)):
                sums[group] += found
        if page.lines[number].size:
            sums["across"] += _of_across(page, number, step, np.where(split, 0.0, mass))
    mass = np.exp(lattice.last.values + lattice.ends - lattice.total)
    for features in turns_of(page, lattice.last):
        sums["join"] += 0.5 * features @ mass
    return sums


def _of_column(page: Setting, place: tuple[int, int], step: Step, mass: _Floats) -> Iterator[tuple[str, _Floats]]:
    number, column = place
    parts = parts_of(page, number, step.cuts, column)
    tails = step.before.tails[column]
    at_tail, at_part = step.before.standing[step.origins, column], parts.of_cut[step.taken]
    filled = at_part >= 0
    left = np.bincount(at_tail[~filled], mass[~filled], minlength=len(tails))
    yield "empty", page.empty(number, column, tails) @ left
    if len(parts.starts):
        opens, at = np.unique(parts.starts, return_inverse=True)
        table = np.zeros((len(tails), len(opens)))
        np.add.at(table, (at_tail[filled], at[at_part[filled]]), mass[filled])
        yield "join", np.tensordot(page.join(number, column, tails, opens), table, axes=2)
        stood = np.bincount(at_part[filled], mass[filled], minlength=len(parts.starts))
        yield "part", page.part(number, column, parts.starts, parts.ends) @ stood


def _of_across(page: Setting, number: int, step: Step, mass: _Floats) -> _Floats:
    phase = step.before.phase[step.origins]
    under = is_under(page, number, phase)
    found = np.zeros(len(ACROSS))
    for begun, below in ((False, False), (True, False), (True, True)):
        found += mass[(under == below) & ((phase > 0) == begun)].sum() * page.across(number, begun=begun, under=below)
    return found


def ascend(pages: Sequence[Known], model: WordModel, weights: Mapping[str, float], epochs: int) -> dict[str, float]:
    """Better weights, from those given."""
    start = np.array([weights[name] for name in NAMES])
    now, drift, power = start.copy(), np.zeros(len(NAMES)), np.zeros(len(NAMES))
    settings = [Setting(page.lines, page.columns, model, weights) for page in pages]
    order, chance, steps, kept = list(range(len(pages))), random.Random(5), 0, []  # noqa: S311 - no secret
    for epoch in range(epochs):
        chance.shuffle(order)
        gained = lines = 0.0
        for place in order:
            settings[place].weigh(dict(zip(NAMES, now.tolist(), strict=True)))
            found, log = gradient(settings[place], pages[place])
            slope = np.concatenate([found[group] for group in _GROUPS]) / 10 - DRAWN * (now - start)
            steps += 1
            drift = 0.9 * drift + 0.1 * slope
            power = 0.99 * power + 0.01 * slope * slope
            pace = PACE * (1 - steps / (epochs * len(order) + 1))
            now = now + pace * (drift / (1 - 0.9**steps)) / (np.sqrt(power / (1 - 0.99**steps)) + 0.02)
            if 2 * steps > epochs * len(order):
                kept.append(now)
            gained, lines = gained + log, lines + len(pages[place].lines)
        print(f"round {epoch + 1}: {gained / lines:.4f} a line", file=sys.stderr, flush=True)  # noqa: T201
    return {name: round(value, 3) for name, value in zip(NAMES, np.mean(kept, axis=0).tolist(), strict=True)}


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, nargs="+", required=True)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data" / "cuts.json")
    arguments = parser.parse_args()
    pages = [page for folder in arguments.pages for page in known_pages(folder)]
    weights = ascend(pages, shipped_model(), shipped_weights(), arguments.epochs)
    arguments.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
