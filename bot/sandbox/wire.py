"""The records in the shape of the Bot API's JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.entities import Entity, as_json
from bot.sandbox.model import Chat, MemberStatus, Message, StoredFile, User

if TYPE_CHECKING:
    from bot.sandbox.state import World

Json = dict[str, Any]


def user_json(user: User) -> Json:
    """Return a User."""
    shown: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.name}
    if user.username:
        shown["username"] = user.username
    if user.language:
        shown["language_code"] = user.language
    return shown


def me_json(user: User) -> Json:
    """Return the bot as `getMe` shows it."""
    return {
        **user_json(user),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_json(chat: Chat) -> Json:
    """Return a Chat, the short form."""
    shown: Json = {"id": chat.id, "type": chat.kind}
    if chat.person:
        shown["first_name"] = chat.person.name
        if chat.person.username:
            shown["username"] = chat.person.username
    else:
        shown["title"] = chat.title
    if chat.forum:
        shown["is_forum"] = True
    return shown


def full_chat_json(chat: Chat) -> Json:
    """Return a Chat as `getChat` shows it."""
    shown = {**chat_json(chat), "accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11}
    shown["accepted_gift_types"] = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    if not chat.private:
        shown["permissions"] = {"can_send_messages": True, "can_send_documents": True, "can_send_photos": True}
    return shown


def member_json(user: User, status: MemberStatus) -> Json:
    """Return a ChatMember; administrators have the ordinary rights."""
    shown: Json = {"user": user_json(user), "status": status}
    if status == "creator":
        shown["is_anonymous"] = False
    elif status == "administrator":
        shown |= dict.fromkeys(_RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    elif status == "kicked":
        shown["until_date"] = 0
    return shown


def message_json(world: World, message: Message, *, with_reply: bool = True) -> Json:
    """Return a Message; what it replies to goes one level deep."""
    chat = world.chats[message.chat_id]
    shown: Json = {"message_id": message.id, "chat": chat_json(chat), "date": message.date}
    if chat.kind == "channel":
        shown["sender_chat"] = chat_json(chat)
    else:
        shown["from"] = user_json(message.sender)
    _add_place(world, message, shown, with_reply=with_reply)
    _add_content(world, message, shown)
    if message.markup and message.markup.kind == "inline":
        shown["reply_markup"] = message.markup.as_json()
    if message.service:
        shown |= message.service
    return shown


def file_json(file: StoredFile) -> Json:
    """Return a File."""
    shown = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.data)}
    return {**shown, "file_path": file.path}


def entity_json(world: World, entity: Entity) -> Json:
    """Return a MessageEntity, a text mention with the person it means."""
    shown = as_json(entity)
    if entity.user_id is not None:
        shown["user"] = user_json(world.people.get(entity.user_id) or User(entity.user_id, str(entity.user_id)))
    return shown


def _add_place(world: World, message: Message, shown: Json, *, with_reply: bool) -> None:
    if message.edited is not None:
        shown["edit_date"] = message.edited
    if message.thread_id is not None:
        shown |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    if message.via_bot:
        shown["via_bot"] = user_json(world.bot)
    if message.protected:
        shown["has_protected_content"] = True
    if message.album:
        shown["media_group_id"] = message.album
    replied = world.chats[message.chat_id].messages.get(message.reply_to or 0)
    if replied and with_reply:
        shown["reply_to_message"] = message_json(world, replied, with_reply=False)


def _add_content(world: World, message: Message, shown: Json) -> None:
    if message.location:
        latitude, longitude = message.location
        shown["location"] = {"latitude": latitude, "longitude": longitude}
    if message.file:
        shown |= _media_json(message.file)
    if not message.text:
        return
    name = "caption" if message.file else "text"
    shown[name] = message.text
    if message.content.entities:
        shown["caption_entities" if message.file else "entities"] = [
            entity_json(world, entity) for entity in message.content.entities
        ]
    if message.preview is not None:
        shown["link_preview_options"] = dict(message.preview)


def _media_json(file: StoredFile) -> Json:
    shown: Json = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.data)}
    if file.kind == "photo":
        return {"photo": [{**shown, "width": file.width, "height": file.height}]}
    return {"document": {**shown, "file_name": file.name, "mime_type": file.mime_type}}


_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
    "can_manage_topics",
)
