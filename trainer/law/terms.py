"""The terms of an offer as a value: what kind of penalty, how long, on what conditions."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["control", "detention", "imprisonment", "fine_only", "exemption", "non_prosecution"]
Procedure = Literal["fast_track", "summary", "ordinary"]
Liberty = Literal["custody", "bail", "surveillance"]


class Terms(BaseModel):
    """What is offered, asked or agreed. Months and yuan; a range is `(low, high)`, a point `(x, x)`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind | None = None
    months: tuple[float, float] | None = None
    months_delta: float | None = Field(default=None, description="-2 = two months less")
    probation: bool | None = None
    probation_months: float | None = None
    fine_yuan: float | None = None
    procedure: Procedure | None = None
    liberty: Liberty | None = None
    restitution_yuan: float | None = None
    understanding: bool | None = None
    apology: bool | None = None
    date: str | None = None
    counts: int | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing at all is named."""
        return not self.model_fields_set or all(v is None for v in self.model_dump().values())

    @property
    def has_length(self) -> bool:
        """Whether a length or a change of length is named."""
        return self.months is not None or self.months_delta is not None

    def merged(self, newer: Terms) -> Terms:
        """These terms with whatever `newer` names laid over them."""
        return Terms(**{**self.named(), **newer.named()})

    def named(self) -> dict[str, Any]:
        """Only what is named, as plain data."""
        return self.model_dump(exclude_none=True)

    def as_slots(self) -> dict[str, Any]:
        """The JSON of `acts --json`: a point as a number, conditions in a group of their own.

        That probation is meant, with no period named, is what the act itself says (`propose:probation`): it is no slot.
        """
        out = self.named()
        out.pop("probation", None)
        if self.months is not None:
            low, high = (int(m) if m == int(m) else m for m in self.months)
            out["months"] = low if low == high else [low, high]
        for key in ("months_delta", "probation_months", "fine_yuan", "restitution_yuan"):
            if key in out and out[key] == int(out[key]):
                out[key] = int(out[key])
        conditions = {k: out.pop(k) for k in ("restitution_yuan", "understanding", "apology", "date") if k in out}
        if conditions:
            out["conditions"] = conditions
        return out
