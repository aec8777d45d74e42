"""The catalogue: entities, countries, topics and event types, read from the data files in this folder."""

from briefings.catalogue.countries import Countries, load_countries
from briefings.catalogue.exporting import as_follow_the_money, as_lines
from briefings.catalogue.loading import load_entities, load_event_types, parse_entity
from briefings.catalogue.owning import OWN, read_own, take_in
from briefings.catalogue.topics import load_topics

__all__ = [
    "OWN",
    "Countries",
    "as_follow_the_money",
    "as_lines",
    "load_countries",
    "load_entities",
    "load_event_types",
    "load_topics",
    "parse_entity",
    "read_own",
    "take_in",
]
