"""The time zone of a place on the map."""

from __future__ import annotations

from datetime import datetime

import tzfpy

from briefings.errors import QuestionError
from briefings.model import Subscriber
from briefings.service.answers import Answer
from briefings.service.following import set_timezone
from briefings.service.services import Services


def zone_at(latitude: float, longitude: float) -> str:
    """The IANA name of the time zone at a place; at sea the one of its meridian.

    Args:
        latitude: degrees north of the equator, -90 to 90.
        longitude: degrees east of Greenwich, -180 to 180.

    Raises:
        QuestionError: there is no such place.
    """
    inside = -90 <= latitude <= 90 and -180 <= longitude <= 180
    zone = tzfpy.get_tz(longitude, latitude) if inside else ""
    if not zone:
        raise QuestionError("I cannot tell which time zone that place is in. Send its city: /timezone Asia/Baghdad")
    return zone


def set_place(services: Services, subscriber: Subscriber, latitude: float, longitude: float, now: datetime) -> Answer:
    """Set the time zone of a shared location.

    Raises:
        QuestionError: there is no such place.
    """
    return set_timezone(services, subscriber, zone_at(latitude, longitude), now)


def ask_place(services: Services, subscriber: Subscriber) -> Answer:
    """Ask where somebody is; only a person alone with the bot is asked."""
    alone = subscriber.chat_id > 0
    return Answer(services.renderer.html("ask_place", alone=alone), asks_place=alone)


def without_place(services: Services) -> str:
    """What is said to who would rather not say where they are; HTML."""
    return services.renderer.html("no_place")
