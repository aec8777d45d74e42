"""What `dragoman evaluate` can measure, each by its name: a document of figures, and how people see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """One part of the main job that labelled data can measure."""

    of: Callable[[Path], Json]  #: from the folder of labelled data; raises FileNotFoundError where its own is not there
    shown: Callable[[Json], str]


def measures() -> dict[str, Measure]:
    """Every measure by the name that the command takes, in the order in which all are taken."""
    from briefings.commands.measured import (  # noqa: PLC0415
        briefs,
        dates,
        developments,
        gate,
        names,
        pages,
        salience,
        sources,
        stories,
        stream,
        timelines,
    )

    return {
        "language": Measure(_language, _language_shown),
        "pages": Measure(pages.measure, pages.shown),
        "names": Measure(names.measure, names.shown),
        "dates": Measure(dates.evaluate_dates, dates.shown),
        "attribution": Measure(sources.attribution, sources.attribution_shown),
        "coreference": Measure(sources.coreference, sources.coreference_shown),
        "gate": Measure(gate.measure, gate.shown),
        "salience": Measure(salience.measure, salience.shown),
        "developments": Measure(developments.measure, developments.shown),
        "timelines": Measure(timelines.measure, timelines.shown),
        "briefs": Measure(briefs.measure, briefs.shown),
        "stories": Measure(stories.measure, stories.shown),
        "stream": Measure(stream.measure, stream.shown),
    }


def _language(data: Path) -> Json:
    from briefings.language.evaluation import evaluate_language  # noqa: PLC0415  # loads spaCy
    from briefings.language.pipeline import load_pipeline  # noqa: PLC0415
    from briefings.settings import load_settings  # noqa: PLC0415

    return evaluate_language(data, load_pipeline(load_settings().spacy_model))


def _language_shown(found: Json) -> str:
    syntax, names = found["syntax"], found["entities"]
    parts = [
        table("syntax", list(next(iter(syntax.values()))), syntax.items()),
        table("entities", ["P", "R", "F"], names.items()),
        table("types", ["P", "R", "F"], found["types"].items()),
        f"{found['words_per_second']} words a second, {found['megabytes']} MB on disk",
    ]
    return "\n\n".join(parts)


def table(title: str, columns: Sequence[str], rows: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """Figures with three decimals under the names of their columns; what there is not is a dash."""
    lines = [f"{title:<24} " + " ".join(f"{column:>10}" for column in columns)]
    lines += [f"{name:<24} " + " ".join(_figure(row.get(column)) for column in columns) for name, row in rows]
    return "\n".join(lines)


def _figure(value: object) -> str:
    if isinstance(value, float):
        return f"{value:10.3f}"
    return f"{'–' if value is None else value!s:>10}"
