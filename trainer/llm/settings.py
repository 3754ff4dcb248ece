"""Which endpoint speaks for what: from the environment, then the settings file, then a preset. No secret is written."""

from __future__ import annotations

import json
import os
from functools import cache
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from trainer.content import parse_yaml
from trainer.errors import UsageError
from trainer.text import Lang

Purpose = Literal["voice", "interpreter", "judge"]
Rung = Literal["json_schema", "json_object", "text"]
RUNGS: tuple[Rung, ...] = ("json_schema", "json_object", "text")
SERVICE = "plea-trainer"
"""The name under which the system keyring keeps keys; the user name there is the endpoint's base URL."""
FILE = "endpoint.json"


def _plain_url(value: str) -> str:
    """A base URL without the parts people paste along with it."""
    url = value.strip().rstrip("/").removesuffix("/chat/completions").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("a base URL starts with http:// or https:// and names a host")
    if parts.username or parts.password:
        raise ValueError("a base URL holds no user name or password; give the key in OPENAI_API_KEY")
    return url


class Endpoint(BaseModel):
    """One model behind one address. The key is never printed, stored or compared by eye."""

    model_config = ConfigDict(frozen=True, protected_namespaces=())

    base_url: str
    model: str = Field(min_length=1)
    key: SecretStr | None = None
    timeout_s: float = Field(60.0, gt=0)
    """Seconds for everything one call does, retries and repair included."""
    max_context: int = Field(8192, ge=256)
    """Tokens a prompt and its answer may take together."""
    rung: Rung = "json_schema"
    """The highest form of structured answer worth asking for."""
    stream_only: bool = False
    """The server answers only as a stream; whole answers are put together here."""
    retries: int = Field(2, ge=0, le=5)
    extra: dict[str, Any] = Field(default_factory=dict)
    """Fields added to each request, e.g. to switch thinking off."""

    _url = field_validator("base_url")(_plain_url)

    @property
    def host(self) -> str:
        """Host and port, for messages."""
        return urlsplit(self.base_url).netloc

    @property
    def local(self) -> bool:
        """Whether what is sent stays on this machine."""
        return is_loopback(urlsplit(self.base_url).hostname or "")

    @property
    def secret(self) -> str:
        """The key itself, for the request header only; empty without one."""
        return self.key.get_secret_value() if self.key else ""


class Preset(BaseModel):
    """What is known about an endpoint by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: dict[Lang, str]
    base_url: str
    local: bool = False
    """Runs on the user's own machine and needs no key."""
    max_context: int = 8192
    rung: Rung = "json_schema"
    stream_only: bool = False
    extra: dict[str, Any] = Field(default_factory=dict)
    hint: dict[Lang, str]


class Settings(BaseModel):
    """The settings file. There is no field for a key, and an unknown field is a fault: so none gets in by accident."""

    model_config = ConfigDict(extra="forbid")

    preset: str | None = None
    base_url: str | None = None
    model: str | None = None
    voice_model: str | None = None
    interpreter_model: str | None = None
    judge_model: str | None = None
    timeout_s: float | None = Field(None, gt=0)
    max_context: int | None = Field(None, ge=256)
    stream_only: bool | None = None
    voice: Literal["embedded", "llm"] | None = None
    """Who speaks, where a command does not say."""
    budget: int | None = Field(None, ge=0)
    """Tokens a session may use."""

    @field_validator("preset")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        if value is not None and value not in presets():
            raise ValueError(f"unknown preset '{value}'; known: {', '.join(presets())}")
        return value

    @field_validator("base_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        return None if value is None else _plain_url(value)


@cache
def presets() -> dict[str, Preset]:
    """All presets by id."""
    path = Path(__file__).parent / "data" / "presets.yaml"
    data = parse_yaml(path.read_text(encoding="utf-8"), str(path))
    return {name: Preset.model_validate(value) for name, value in data.items()}


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def endpoint(purpose: Purpose, folder: Path | None = None) -> Endpoint | None:
    """The endpoint for a purpose, or None when no model is named anywhere: then nothing is sent.

    `folder` holds the settings file; the data folder, if left out. A key alone configures nothing, because many
    shells carry one for other programs. UsageError for a setting that cannot be used.
    """
    kept = load(folder)
    model = _model(purpose, kept)
    if not model:
        return None
    preset = presets().get(kept.preset or "")
    base_url = _env("OPENAI_BASE_URL") or kept.base_url or (preset or presets()["openai"]).base_url
    try:
        url = _plain_url(base_url)
    except ValueError as error:
        raise UsageError(str(error), where="OPENAI_BASE_URL", do="correct it or unset it") from error
    known = _preset_of(url)
    values = known.model_dump(include={"max_context", "rung", "stream_only", "extra"}) if known else {}
    values |= kept.model_dump(include={"timeout_s", "max_context", "stream_only"}, exclude_none=True)
    return Endpoint(base_url=url, model=model, key=_key(url), **values)


def _env(name: str) -> str:
    return os.environ.get(name, "").strip()


def _model(purpose: Purpose, kept: Settings) -> str:
    particular = {"voice": kept.voice_model, "interpreter": kept.interpreter_model, "judge": kept.judge_model}[purpose]
    named = _env(f"PLEA_TRAINER_{purpose.upper()}_MODEL") or _env("PLEA_TRAINER_MODEL")
    return named or particular or kept.model or ""


def _preset_of(url: str) -> Preset | None:
    """The preset an address belongs to, so that an address from the environment gets what it needs as well."""
    place = urlsplit(url).netloc.replace("localhost", "127.0.0.1")
    return next((p for p in presets().values() if urlsplit(p.base_url).netloc == place), None)


def _key(url: str) -> SecretStr | None:
    found = _env("OPENAI_API_KEY") or _from_keyring(url).strip()
    if not (found.isascii() and found.isprintable()):
        raise UsageError("the key holds characters that no key has", where="OPENAI_API_KEY", do="copy it once more")
    return SecretStr(found) if found else None


def _from_keyring(url: str) -> str:
    """The key in the system keyring; an absent, locked or broken keyring is the same as none."""
    try:
        return str(import_module("keyring").get_password(SERVICE, url) or "")
    except Exception:
        return ""


def keep_key(url: str, key: str) -> bool:
    """Put a key into the system keyring; False when there is none that works."""
    try:
        import_module("keyring").set_password(SERVICE, _plain_url(url), key)
    except Exception:
        return False
    return True


def settings_file(folder: Path | None = None) -> Path:
    """Where the settings are. This room lies below the store, so it asks the environment itself and makes nothing."""
    own = os.environ.get("PLEA_TRAINER_DATA")
    if folder is None and not own:
        from platformdirs import user_data_path

        folder = user_data_path("plea-trainer", appauthor=False)
    return (folder or Path(own or "")) / FILE


def load(folder: Path | None = None) -> Settings:
    """The settings file; empty settings when there is none. UsageError names the field that is wrong, not its value."""
    path = settings_file(folder)
    try:
        return Settings.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UsageError(f"{field}: {first['msg']}", where=str(path), do="correct this field") from None
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})", where=str(path), do="check its permissions") from error
    except ValueError as error:
        raise UsageError("is no readable JSON", where=str(path), do="correct or delete it") from error


def save(settings: Settings, folder: Path | None = None) -> Path:
    """Write the settings file whole; its path is returned."""
    path = settings_file(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    rough = path.with_suffix(".tmp")
    rough.write_text(settings.model_dump_json(exclude_none=True, indent=1), encoding="utf-8")
    rough.replace(path)
    return path


def session_budget() -> int | None:
    """Tokens a session may use: PLEA_TRAINER_BUDGET, else the settings; none for no limit."""
    given = run_budget()
    return load().budget if given is None else given


def run_budget() -> int | None:
    """Tokens a command may use, from PLEA_TRAINER_BUDGET alone; none for no limit. UsageError for what is no number."""
    given = os.environ.get("PLEA_TRAINER_BUDGET", "").strip()
    if given and not given.isdecimal():
        raise UsageError(f"'{given}' is no number of tokens", where="PLEA_TRAINER_BUDGET", do="write a whole number")
    return int(given) if given else None
