"""What the bot does with an update: one short coroutine for each command or button."""

from bot.handlers.registry import handlers

__all__ = ["handlers"]
