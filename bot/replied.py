"""What a message answers, and who wrote it: how an operator points at a person, or at a text."""

from __future__ import annotations

from telegram import Message, MessageOriginUser, Update, User

from bot.asked import Replied


def replied_to(update: Update) -> Replied:
    """The message that an update's message is an answer to; a forwarded one is of its first author."""
    message = update.message
    answered = message.reply_to_message if message is not None else None
    if answered is None:
        return Replied()
    text = answered.text or answered.caption or ""
    author = _author(answered)
    return Replied(author.id, name_of(author), text) if author is not None else Replied(text=text)


def name_of(user: User) -> str:
    """A person as lists show them."""
    return f"{user.full_name} (@{user.username})" if user.username else user.full_name


def _author(message: Message) -> User | None:
    """Who wrote a message; None where they hide it, or where it is a group's or a bot's."""
    origin = message.forward_origin
    author = message.from_user if origin is None else None
    if isinstance(origin, MessageOriginUser):
        author = origin.sender_user
    return author if author is not None and not author.is_bot else None
