"""The parameters of a call, however they came: query string, form, JSON or multipart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.errors import ApiError, bad_request

MOST_UPLOADED = 50 * 1024 * 1024
FORM_OVERHEAD = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart request."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """Reads parameters by name and type; what is absent has the type's empty value.

    A JSON object inside a parameter is read the same way: `Params(item)`.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a text."""
        value = self.values.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number; Telegram reads what is none as the default, and so does this."""
        try:
            return int(self.values[name])
        except (KeyError, TypeError, ValueError, OverflowError):
            return default

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return str(self.values.get(name, "")).lower() in {"true", "yes", "1"}

    def json(self, name: str) -> Any:
        """Return a structure, parsed where it came as text; None where it is absent.

        Raises:
            ApiError: not JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return _read_json(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name} JSON object") from error

    def table(self, name: str) -> dict[str, Any] | None:
        """Return a JSON object."""
        value = self.json(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"can't parse {name} JSON object")
        return value

    def rows(self, name: str) -> list[dict[str, Any]] | None:
        """Return a JSON array of objects."""
        value = self.json(name)
        if value is not None and not (isinstance(value, list) and all(isinstance(item, dict) for item in value)):
            raise bad_request(f"can't parse {name}: expected an Array of objects")
        return value

    def upload(self, name: str) -> Upload | str:
        """Return the file sent under a name, or the text that stands for it (a file id, an address, "")."""
        value = self.text(name)
        return self.files.get(value.removeprefix("attach://") if value.startswith("attach://") else name, value)


async def read_params(request: Request) -> Params:
    """Read a request's parameters.

    Raises:
        ApiError: too large, not UTF-8, not JSON.
    """
    if int(request.headers.get("content-length") or 0) > MOST_UPLOADED + FORM_OVERHEAD:
        raise ApiError(413, "Request Entity Too Large")
    values: dict[str, Any] = dict(_pairs(request.scope["query_string"]))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _multipart(request, values)
    body = await request.body()
    if kind == "application/json":
        values |= _object(body)
    elif body:
        values |= _pairs(body)
    return Params(values)


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode(), keep_blank_values=True, errors="strict") if raw else []
    except UnicodeDecodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


def _read_json(raw: str | bytes) -> Any:
    value = json.loads(raw)
    json.dumps(value, ensure_ascii=False).encode()  # half of a surrogate pair is no text
    return value


def _object(body: bytes) -> dict[str, Any]:
    try:
        values = _read_json(body or b"{}")
    except ValueError as error:
        raise bad_request("can't parse JSON encoded parameters") from error
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON encoded parameters")
    return values


async def _multipart(request: Request, values: dict[str, Any]) -> Params:
    files = {}
    async with request.form(max_part_size=MOST_UPLOADED) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = Upload(value.filename or name, await value.read())
            else:
                values[name] = value
    return Params(values, files)
