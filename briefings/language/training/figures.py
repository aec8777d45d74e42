"""The figures of a pipeline as tables for its README, between two marks there, so that they are never typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
_BETWEEN = re.compile(f"{BEGIN}.*{END}", re.DOTALL)


def write_figures(readme: Path, figures: Mapping[str, Any]) -> None:
    """Put the tables between the marks of a README; one without marks stays as it is."""
    text = readme.read_text(encoding="utf8")
    tables = f"{BEGIN}\n{figures_tables(figures)}\n{END}"
    readme.write_text(_BETWEEN.sub(lambda _: tables, text), encoding="utf8")


def figures_tables(figures: Mapping[str, Any]) -> str:
    """Return what `evaluate_language` found as Markdown: syntax by set, entities by set and by type, speed and size."""
    syntax, entities, types = figures["syntax"], figures["entities"], figures["types"]
    return "\n\n".join(
        (
            _table("syntax", syntax),
            _table("entities", entities),
            _table("type", {label: rates for label, rates in types.items() if any(rates.values())}),
            f"{figures['words_per_second']:,} words a second in one process; {figures['megabytes']} MB.",
        )
    )


def _table(head: str, rows: Mapping[str, Mapping[str, float]]) -> str:
    columns = list(next(iter(rows.values()), {}))
    cells = [[name, *(_short(row[column]) for column in columns)] for name, row in rows.items()]
    return "\n".join(_line(line) for line in ([head, *columns], ["---"] * (len(columns) + 1), *cells))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _short(rate: float) -> str:
    return f"{rate:.3f}".removeprefix("0")
