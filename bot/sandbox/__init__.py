"""A Bot API on loopback with a chat page, to try the bot with no token and to test it."""

from bot.sandbox.limits import Limits
from bot.sandbox.model import Accepted, Message
from bot.sandbox.people import Group, Person
from bot.sandbox.server import Sandbox

__all__ = ["Accepted", "Group", "Limits", "Message", "Person", "Sandbox"]
