"""Conditions: when something in the written play happens. Data, not code; all parts of one condition must hold."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator

Decision = str
"""`sign`, `sign_with_reservation`, `decline`, `ask_time`, `withdraw`."""


def _spelled(data: object) -> object:
    """YAML reads the bare key `true` as a boolean; here it is a name."""
    return {("true" if k is True else k): v for k, v in data.items()} if isinstance(data, dict) else data


class When(BaseModel):
    """One condition. Every field given must hold; lists mean *any of*, unless the name says `all`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    _names = model_validator(mode="before")(_spelled)

    said: list[str] = Field(default=[], description="the trainee has done any of these acts (verb:topic)")
    said_all: list[str] = Field(default=[], description="... all of these acts")
    said_last: list[str] = Field(default=[], description="... any of these acts in the latest turn")
    room: list[str] = Field(default=[], description="the trainee is in one of these rooms")
    entered: list[str] = Field(default=[], description="has been in one of these rooms")
    never_entered: list[str] = Field(default=[], description="has been in none of these rooms")
    read: list[str] = Field(default=[], description="has read all of these documents")
    unread: list[str] = Field(default=[], description="has read none of these documents")
    knows: list[str] = Field(default=[], description="the trainee has learnt all of these facts")
    unknown: list[str] = Field(default=[], description="the trainee has learnt none of these facts")
    turns_at_least: int | None = Field(default=None, description="the trainee has spoken so often")
    turns_here: int | None = Field(default=None, description="... so often in this room since last entering it")
    clock_after: str | None = Field(default=None, description="HH:MM reached or passed")
    minutes_left_below: int | None = None
    trust_at_least: float | None = Field(default=None, description="trust of the accused, 0-1")
    pressure_at_least: float | None = Field(default=None, description="strongest pressure on the accused, 0-1")
    believes: list[str] = Field(default=[], description="the accused still holds all of these wrong beliefs")
    knowing: bool | None = Field(default=None, description="the accused understands what the plea means")
    free: bool | None = Field(default=None, description="the plea would be free of pressure")
    true: bool | None = Field(default=None, description="the plea would be true")
    decision: list[str] = Field(default=[], description="the last decision at the table is one of these")
    signed: bool | None = None
    probation: bool | None = Field(default=None, description="the sentence, or else what was agreed, is suspended")
    heard: list[str] = Field(default=[], description="any of these lines (`cast.key`) was spoken")
    conceded: list[str] = Field(default=[], description="the prosecution has given up all these weak points")
    circumstance: list[str] = Field(default=[], description="all of these circumstances are established")
    flags: list[str] = Field(default=[], description="all of these flags are set")
    no_flags: list[str] = Field(default=[], description="none of these flags is set")
    role: list[str] = Field(default=[], description="the trainee plays one of these roles")
    persona: dict[str, list[str]] = Field(default={}, description="cast member -> personas")
    any: list[When] = Field(default=[], description="at least one of these conditions")
    none: list[When] = Field(default=[], description="not one of these conditions")
