"""The methods by which the bot gets its updates."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.state import Webhook, World
from bot.sandbox.updates import checked_webhook
from bot.sandbox.wire import Json

LARGEST_ANSWER = 100


def get_updates(world: World, params: Params) -> Coroutine[Any, Any, list[Json]]:
    """Return what happened since, waiting for it if asked to."""
    world.updates.allow(_kinds(params))
    limit = params.number("limit", LARGEST_ANSWER)
    return world.updates.poll(params.number("offset"), limit, params.number("timeout"))


def set_webhook(world: World, params: Params) -> bool:
    """Post updates to an address from now on; an empty one ends that."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    checked_webhook(url, params.text("secret_token"))
    _drop(world, params)
    world.updates.allow(_kinds(params))
    world.updates.interrupt("terminated by setWebhook request")
    world.webhook = Webhook(url, params.text("secret_token"))
    world.updates.webhook_set = True
    world.updates.arrived.set()
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """Go back to polling."""
    _drop(world, params)
    world.webhook = None
    world.updates.webhook_set = False
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    """Say how posting goes."""
    webhook = world.webhook or Webhook("")
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
        "max_connections": 40,
    }
    if webhook.last_error:
        info |= {"last_error_date": webhook.last_error_at, "last_error_message": webhook.last_error}
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _kinds(params: Params) -> list[str] | None:
    kinds = params.json("allowed_updates")
    if kinds is not None and not isinstance(kinds, list):
        raise bad_request("can't parse allowed updates: expected an Array of strings")
    return kinds


def _drop(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.updates.forget(-1)
        newest = world.updates.oldest()
        world.updates.forget(newest["update_id"] + 1 if newest else 0)


METHODS: dict[str, Callable[[World, Params], object]] = {
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
