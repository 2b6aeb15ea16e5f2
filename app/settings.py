"""Every setting of an instance: one frozen class read from the environment (`STILLROOM_*`). Fails at start."""

import os
import secrets
from datetime import timedelta
from email.utils import parseaddr
from functools import cached_property
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """What a keeper can set. Each field is `STILLROOM_` and its name in capitals; docs/keeper.md explains each."""

    model_config = SettingsConfigDict(env_prefix="STILLROOM_", frozen=True, extra="ignore")

    data: Path = Path("data")
    database_url: str = ""
    url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    name: str = "Stillroom"
    secret: str = ""
    sign_up: Literal["open", "invitation", "closed"] = "invitation"
    smtp_url: str = ""
    mail_from: str = ""
    time_zone: str = "UTC"
    arxiv_url: str = ""
    full_text: Literal["shelf", "open"] = "shelf"
    jobs: Literal["on", "off"] = "on"
    move_on_hours: float = 48
    encoder: str = ""
    orcid_client_id: str = ""
    orcid_client_secret: str = ""
    orcid_issuer: str = "https://orcid.org"
    orcid_group: str = ""
    renderers: int = 2
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    demo: bool = False

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"STILLROOM_TIME_ZONE is the name of a time zone such as Europe/Lisbon, not {value!r}")
        return value

    @field_validator("move_on_hours")
    @classmethod
    def _hours(cls, value: float) -> float:
        if not 0 < value <= 24 * 60:
            raise ValueError("STILLROOM_MOVE_ON_HOURS is more than 0 and at most 1440 (60 days)")
        return value

    @field_validator("url", "arxiv_url", "orcid_issuer")
    @classmethod
    def _address(cls, value: str) -> str:
        """An http(s) address without query or trailing slash, or empty."""
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment):
            raise ValueError(f"{value!r} is not an http(s) address such as https://stillroom.example")
        return value.rstrip("/")

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _proxies(cls, value: object) -> object:
        """A comma-separated list of addresses or networks (CIDR)."""
        parts = tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
        for part in parts if isinstance(parts, tuple) else ():
            ip_network(part, strict=False)
        return parts

    @field_validator("smtp_url")
    @classmethod
    def _smtp(cls, value: str) -> str:
        """`smtp://` or `smtps://` with a host, or empty."""
        parts = urlsplit(value)
        if value and (parts.scheme not in {"smtp", "smtps"} or not parts.hostname):
            raise ValueError("STILLROOM_SMTP_URL is smtp://user:password@host:587 or smtps://user:password@host:465")
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        """One address, with or without a name, or empty."""
        address = parseaddr(value)[1]
        if value and (not address or "@" not in address or not value.isprintable()):
            raise ValueError(f"{value!r} is not an address such as Stillroom <stillroom@example.org>")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value.startswith(("postgresql://", "postgres://")):
            return "postgresql+psycopg://" + value.split("://", 1)[1]
        if value and not value.startswith(("postgresql+psycopg://", "sqlite:///")):
            raise ValueError(
                "STILLROOM_DATABASE_URL is postgresql://… or sqlite:///…, or unset for SQLite in the data folder"
            )
        return value

    @model_validator(mode="after")
    def _orcid(self) -> Self:
        """Both halves of what ORCID gives a client, or neither."""
        if bool(self.orcid_client_id) != bool(self.orcid_client_secret) or not self.orcid_issuer:
            raise ValueError("STILLROOM_ORCID_CLIENT_ID and STILLROOM_ORCID_CLIENT_SECRET are set together")
        return self

    @property
    def orcid(self) -> bool:
        """Whether one can sign in with ORCID, connect an iD, and show one."""
        return bool(self.orcid_client_id)

    @property
    def database(self) -> str:
        """The SQLAlchemy URL: the one set, else SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data.resolve() / 'stillroom.sqlite3'}"

    @property
    def patience(self) -> timedelta:
        """How long somebody asked for a writer may give no sign before the next one is asked."""
        return timedelta(hours=self.move_on_hours)

    @property
    def address(self) -> str:
        """Where this instance is reached: `url` when set, else an address that works only on this computer."""
        return self.url or f"http://{'127.0.0.1' if self.host in {'0.0.0.0', '::'} else self.host}:{self.port}"

    @property
    def local_only(self) -> bool:
        """True while no public address is set, so that links work only on this computer."""
        return not self.url

    @property
    def https(self) -> bool:
        """Whether cookies may be `Secure` and `__Host-`."""
        return self.url.startswith("https://")

    @cached_property
    def secret_key(self) -> bytes:
        """The instance's secret: the one set, else one made once in the data folder (readable by its owner only)."""
        if self.secret:
            return self.secret.encode()
        path = self.data / "secret"
        self.data.mkdir(parents=True, exist_ok=True)
        try:
            with open(path, "x", opener=_private) as file:
                file.write(secrets.token_hex(32))
        except FileExistsError:
            pass
        return path.read_text().strip().encode()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
