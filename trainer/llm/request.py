"""What is sent: the body of a request, in the dialect an endpoint has shown that it understands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from trainer.llm.budget import Messages
from trainer.llm.faults import EndpointFault
from trainer.llm.settings import RUNGS, Endpoint, Rung

STEP_DOWN = frozenset((400, 404, 415, 422, 501))
"""Statuses with which servers refuse a form of answer they do not know."""


@dataclass
class Dialect:
    """What is known about one model at one address; learned from refusals, kept for the run."""

    rung: Rung
    tokens: str = "max_tokens"
    dropped: set[str] = field(default_factory=set)
    """Optional fields the server refuses."""

    def learn(self, rung: Rung) -> None:
        """Remember the rung that worked, if it is a lower one: nobody asks above it again."""
        self.rung = max(self.rung, rung, key=RUNGS.index)

    def adapt(self, fault: EndpointFault, body: dict[str, Any]) -> bool:
        """Whether a refusal names one of the optional fields of `body`; from now on it is renamed or left out."""
        if fault.status not in (400, 422) or fault.kind == "context":
            return False
        named = f"{fault.field} {fault.detail}"
        if self.tokens == "max_tokens" and self.tokens in body and "max_completion_tokens" in named:
            self.tokens = "max_completion_tokens"
            return True
        for name in body:
            if re.search(rf"\b{re.escape(name)}\b", named):
                self.dropped.add(name)
                return True
        return False


def below(rung: Rung) -> Rung | None:
    """The next lower rung; None at the bottom."""
    return RUNGS[RUNGS.index(rung) + 1] if rung != RUNGS[-1] else None


_KNOWN: dict[tuple[str, str], Dialect] = {}


def dialect_of(endpoint: Endpoint) -> Dialect:
    """The dialect of an endpoint, shared by every door of this process."""
    return _KNOWN.setdefault((endpoint.base_url, endpoint.model), Dialect(endpoint.rung))


def options(endpoint: Endpoint, dialect: Dialect, max_tokens: int, temperature: float) -> dict[str, Any]:
    """The optional fields of a request."""
    wanted = {dialect.tokens: max_tokens, "temperature": temperature, **endpoint.extra}
    return {name: value for name, value in wanted.items() if name not in dialect.dropped}


def chat(messages: Messages) -> list[dict[str, str]]:
    """Messages as the protocol wants them."""
    return [{"role": role, "content": text} for role, text in messages]


def encode(body: dict[str, Any]) -> bytes:
    """A body as bytes; lone surrogates become question marks instead of a fault."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
