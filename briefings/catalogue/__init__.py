"""The catalogue: entities, countries, topics and event types, read from the data files in this folder."""

from briefings.catalogue.countries import Countries, load_countries
from briefings.catalogue.loading import load_entities, load_event_types, load_topics, parse_entity

__all__ = ["Countries", "load_countries", "load_entities", "load_event_types", "load_topics", "parse_entity"]
