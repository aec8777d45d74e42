"""Faults on order: refusals, outages, flood waits, cut connections."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import ApiError

_SENTENCES = {
    400: "Bad Request: fault on order",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one call."""

    status: int = 0  #: an HTTP status; 502 to 504 answer with a proxy's page, not with JSON; 0: none
    description: str = ""
    retry_after: int | None = None
    migrate_to: int | None = None
    cut_before_accept: bool = False  #: the connection drops, nothing was done
    cut_after_accept: bool = False  #: it was done, and then the connection drops
    delay: float = 0.0  #: seconds before the call is looked at

    def error(self) -> ApiError | None:
        """Return the refusal that the fault asks for."""
        if self.retry_after is not None and self.status in {0, 429}:
            sentence = self.description or f"Too Many Requests: retry after {self.retry_after}"
            return ApiError(429, sentence, retry_after=self.retry_after)
        if self.migrate_to is not None:
            sentence = self.description or "Bad Request: group chat was upgraded to a supergroup chat"
            return ApiError(self.status or 400, sentence, migrate_to_chat_id=self.migrate_to)
        if not self.status:
            return None
        return ApiError(self.status, self.description or _SENTENCES.get(self.status, f"Error {self.status}"))


#: Decides about each call that no ordered fault meets: the method in small letters and its parameters come in.
FaultHook = Callable[[str, Mapping[str, Any]], Fault | None]


@dataclass(slots=True)
class Faults:
    """The faults on order, by method; "*" meets any."""

    ordered: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    hook: FaultHook | None = None

    def order(self, method: str, fault: Fault, times: int) -> None:
        """Let the next calls of a method meet the fault."""
        self.ordered[method.lower()].extend([fault] * times)

    def meet(self, method: str, values: Mapping[str, Any]) -> Fault | None:
        """Return the fault that this call meets, and take it off the list."""
        for key in (method, "*"):
            if self.ordered.get(key):
                return self.ordered[key].popleft()
        return self.hook(method, values) if self.hook else None
