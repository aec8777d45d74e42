"""What `dragoman evaluate stories` prints: which reports tell one story, which sentences one event.

Three grains, one setting: reports of ECB+ by story (B-cubed), its sentences by event (pairs from two reports of one
story), and the updates of a day by three writers (Background Summaries, B-cubed, mean over its events). ECB+ has no
dates, so that all its texts are of one day. Formulas as in `score.py` beside the data.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from briefings.analysis import Analyst
from briefings.commands.evaluating import Json, table
from briefings.commands.measured.reading import annotated, fresh_analyst
from briefings.developments.clusters import cluster
from briefings.developments.sketches import Sketch, sketch
from briefings.model import Annotation

_UNDATED = date(2010, 1, 1)
_Text = tuple[str, str, date]  #: id, text, date


def measure(data: Path) -> Json:
    """Stories of ECB+, its same-event sentences, and day-to-day updates.

    Raises:
        FileNotFoundError: there are no labelled reports under `data`.
    """
    folder = data / "briefs" if (data / "briefs").is_dir() else data
    reports = _rows(folder / "e_ecb.jsonl")
    analyst = fresh_analyst()
    found: Json = {"reports": of_reports(reports, analyst), "sentences": of_sentences(reports, analyst)}
    updates = folder / "b_background.jsonl"
    return {**found, "updates": of_updates(_rows(updates), analyst)} if updates.exists() else found


def shown(found: Json) -> str:
    """The figures as people read them."""
    updates = found.get("updates", {})
    parts = [
        table("stories (B-cubed)", ["p", "r", "f1"], [("reports of ECB+", found["reports"])]),
        table("same event (pairs)", ["p", "r", "f1"], [("sentences of ECB+", found["sentences"])]),
        table("updates (B-cubed)", ["p", "r", "f1"], updates.items()),
    ]
    return "\n\n".join(parts if updates else parts[:2])


def of_reports(reports: Sequence[Mapping[str, Any]], analyst: Analyst) -> Json:
    """B-cubed of whole reports against their stories."""
    made = _stories([(one["id"], " ".join(one["sentences"]), _UNDATED) for one in reports], analyst)
    return bcubed({one["id"]: one["cluster"] for one in reports}, made)


def of_sentences(reports: Sequence[Mapping[str, Any]], analyst: Analyst) -> Json:
    """Precision and recall over pairs of sentences from two reports of one story."""
    told = {one["id"]: _told(one) for one in reports}
    texts = [(f"{one['id']}#{n}", one["sentences"][n], _UNDATED) for one in reports for n in sorted(told[one["id"]])]
    made = _stories(texts, analyst)
    by_story: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for one in reports:
        by_story[one["cluster"]] += [(one["id"], n) for n in sorted(told[one["id"]])]
    counts: Counter[str] = Counter()
    for sentences in by_story.values():
        for (a, n), (b, m) in combinations(sentences, 2):
            if a != b:
                same, put_together = bool(told[a][n] & told[b][m]), made[f"{a}#{n}"] == made[f"{b}#{m}"]
                counts.update({"gold": same, "made": put_together, "both": same and put_together})
    return _figures(counts["both"] / max(1, counts["made"]), counts["both"] / max(1, counts["gold"]))


def of_updates(events: Sequence[Mapping[str, Any]], analyst: Analyst) -> Json:
    """B-cubed of updates against their days, for each event and on average."""
    texts = {one["event"]: list(_updates(one)) for one in events}
    made = _stories([text for those in texts.values() for text in those], analyst)
    by_event = {event: bcubed({id_: str(day) for id_, _, day in those}, made) for event, those in texts.items()}
    means = {name: sum(figures[name] for figures in by_event.values()) / len(by_event) for name in ("p", "r", "f1")}
    return {**by_event, "mean": means}


def bcubed(gold: Mapping[str, Hashable], made: Mapping[str, Hashable]) -> Json:
    """Precision and recall of clusters, by items (Bagga and Baldwin 1998); what has no place is alone."""
    true, found = _members(gold), _members({one: made.get(one, ("alone", one)) for one in gold})
    both = [(len(true[gold[one]] & found[made.get(one, ("alone", one))]), one) for one in gold]
    precision = sum(n / len(found[made.get(one, ("alone", one))]) for n, one in both) / max(1, len(gold))
    return _figures(precision, sum(n / len(true[gold[one]]) for n, one in both) / max(1, len(gold)))


def _figures(precision: float, recall: float) -> Json:
    whole = precision + recall
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / whole if whole else 0.0}


def _members(clusters: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    members: defaultdict[Hashable, set[str]] = defaultdict(set)
    for one, name in clusters.items():
        members[name].add(one)
    return members


def _told(report: Mapping[str, Any]) -> dict[int, set[str]]:
    """Sentence → the events that it tells; what is only said or thought is none."""
    told: defaultdict[int, set[str]] = defaultdict(set)
    for mention in report["mentions"]:
        if mention["tag"].startswith("ACTION") and "REPORTING" not in mention["tag"]:
            told[mention["sent"]].add(mention["instance"])
    return told


def _updates(event: Mapping[str, Any]) -> Iterator[_Text]:
    for step in event["steps"]:
        for writer, text in step["updates"].items():
            if text:
                yield f"{event['event']}|{step['date']}|{writer}", text, date.fromisoformat(step["date"])


def _stories(texts: Sequence[_Text], analyst: Analyst) -> dict[str, int]:
    """Id → number of its story."""
    annotations = annotated([(text, day) for _, text, day in texts], "stories", analyst)
    sketches = [_sketch(text, day, found) for (_, text, day), found in zip(texts, annotations, strict=True)]
    return {texts[n][0]: story for story, those in enumerate(cluster(sketches)) for n in those}


def _sketch(text: str, day: date, found: Annotation) -> Sketch:
    spans = [one.when for one in found.developments if one.when]
    return sketch(
        text,
        names=[mention.text for mention in found.mentions],
        triggers=[one.trigger for one in found.developments],
        day=day,
        days=[span.first for span in spans if span.first == span.last],
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
