"""What the operator sets: read once, checked whole, handed down as an argument.

Values come from `DRAGOMAN_…` environment variables, then `.env`, then `dragoman.toml`, all in the working folder.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from briefings.errors import SettingsError

SANDBOX_BOT = 7_000_000_001  #: the id of the bot that the sandbox plays; Telegram's own ids are lower still
_TOKEN = re.compile(r"\d{1,19}:[\w-]{3,}")


class Settings(BaseSettings):
    """Every setting with its default; the README's table is made from these descriptions."""

    model_config = SettingsConfigDict(
        env_prefix="DRAGOMAN_", env_file=".env", toml_file="dragoman.toml", frozen=True, extra="ignore"
    )

    telegram_token: SecretStr | None = Field(None, description="the bot's token from @BotFather; none: the sandbox")
    telegram_api_url: str = Field(
        "https://api.telegram.org/bot", description="base of the Bot API, up to and with `/bot`"
    )
    webhook_url: str | None = Field(None, description="public https address for a webhook; none: long polling")
    owner: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="Telegram user ids of the owners, separated by commas; they make editors"
    )
    access: Literal["open", "invitation", "list"] = Field(
        "open", description="who may ask: everybody, those with an invitation, or those whom an owner let in"
    )
    database_url: str | None = Field(None, description="SQLAlchemy address; none: SQLite in the data directory")
    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("dragoman", appauthor=False)),
        description="where the archive and the worker's files live",
    )
    templates: Path | None = Field(None, description="folder of templates that replace the shipped ones by name")
    spacy_model: str | None = Field(None, description="another installed spaCy pipeline with UD labels")
    timezone: str = Field("UTC", description="time zone of a new subscriber, by IANA name")
    host: str = Field("127.0.0.1", description="address that the sandbox, webhook and health pages listen on")
    port: int = Field(8080, ge=0, le=65535, description="port of the same; 0 takes a free one")
    bulk_rate: float = Field(27.5, gt=0, le=1000, description="digests and alerts a second")
    in_flight: int = Field(8, ge=1, le=1000, description="messages being sent at once")
    in_doubt: Literal["resend", "skip"] = Field(
        "skip", description="what becomes of a digest whose answer was lost (alerts are always resent)"
    )
    paid_broadcast: bool = Field(default=False, description="pay Telegram for more than 30 messages a second")

    @field_validator("owner", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value

    @field_validator("telegram_token", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("webhook_url")
    @classmethod
    def _public_address(cls, value: str | None) -> str | None:
        """Telegram posts to https alone; a Bot API server on this machine may post to this machine."""
        if not value:
            return None
        parts = urlsplit(value)
        local = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
        if not parts.hostname or not (parts.scheme == "https" or local):
            raise ValueError("write a public https address such as https://bot.example.org/dragoman")
        return value

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("that is no token of @BotFather; copy it whole: digits, a colon, letters")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is no time zone; write an IANA name such as Asia/Baghdad")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("write a web address such as https://api.telegram.org/bot")
        return value.rstrip("/")

    @property
    def bot(self) -> int:
        """Telegram's id of the bot, which its token begins with; the sandbox's where there is no token."""
        return int(self.telegram_token.get_secret_value().partition(":")[0]) if self.telegram_token else SANDBOX_BOT

    @property
    def database(self) -> str:
        """The SQLAlchemy address in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'dragoman.sqlite3'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before `.env` before `dragoman.toml`."""
        return (
            init_settings,
            env_settings,
            dotenv_settings,
            file_secret_settings,
            TomlConfigSettingsSource(settings_cls),
        )


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: one sentence for each wrong value, all at once; the values of secrets are never named.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = [
            f"DRAGOMAN_{'_'.join(str(part) for part in item['loc'][:1]).upper()}: "
            f"{item['msg'].removeprefix('Value error, ')}."
            for item in error.errors(include_input=False, include_context=False)
        ]
        raise SettingsError("The settings are wrong. " + " ".join(wrong)) from None
    except ValueError as error:
        raise SettingsError(f"dragoman.toml or .env cannot be read: {error}.") from error
