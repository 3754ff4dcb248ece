"""A server's payloads, read with forgiveness: whole answers and pieces of a stream add up to the same record."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from trainer.llm import thinking
from trainer.llm.budget import Usage
from trainer.llm.faults import EndpointFault, of_error

_REASONING = ("reasoning_content", "reasoning", "thinking")


@dataclass(frozen=True)
class Reply:
    """What an endpoint answered, thought taken out."""

    text: str
    finish: str
    """Why it stopped: `stop`, `length`, …; empty when the server did not say."""
    usage: Usage
    reasoning: str = ""
    arguments: str = ""
    """Arguments of a tool call that came instead of an answer."""
    refusal: str = ""


@dataclass
class Assembly:
    """An answer as it comes together."""

    parts: list[str] = field(default_factory=list)
    thought: list[str] = field(default_factory=list)
    arguments: list[str] = field(default_factory=list)
    refusal: str = ""
    finish: str = ""
    usage: Usage | None = None
    done: bool = False
    """The server said that this is all."""

    def add(self, payload: Any) -> str:
        """Take in a payload and return its text; EndpointFault for an error object."""
        if not isinstance(payload, dict):
            raise EndpointFault("bad_json", "not an object")
        choices = payload.get("choices")
        if not choices and (fault := _error_in(payload)):
            raise fault
        if usage := _usage(payload.get("usage")):
            self.usage = usage
        choice = _choice(choices) if isinstance(choices, list) else payload
        if isinstance(finish := choice.get("finish_reason"), str) and finish:
            self.finish = finish
        if isinstance(error := choice.get("error"), dict):
            raise of_error(error)
        return self._message(choice)

    def _message(self, choice: dict[str, Any]) -> str:
        message = choice.get("delta") or choice.get("message")
        if not isinstance(message, dict):
            message = {"content": choice.get("text")}
        for name in _REASONING:
            self.thought += [message[name]] if isinstance(message.get(name), str) else []
        if isinstance(message.get("refusal"), str):
            self.refusal += message["refusal"]
        self.arguments += _arguments(message)
        text = self._content(message.get("content"))
        if text:
            self.parts.append(text)
        return text

    def _content(self, content: Any) -> str:
        if content is None or isinstance(content, str | bool):
            return content if isinstance(content, str) else ""
        if isinstance(content, list):
            return "".join(self._part(part) for part in content)
        return json.dumps(content, ensure_ascii=False)

    def _part(self, part: Any) -> str:
        if not isinstance(part, dict):
            return part if isinstance(part, str) else ""
        text = part.get("text") or part.get("content")
        if part.get("type") in (*_REASONING, "reasoning_text"):
            self.thought.append(str(text or part.get("thinking") or ""))
            return ""
        return text if isinstance(text, str) else ""

    @property
    def said_anything(self) -> bool:
        """Whether anything at all has arrived."""
        return bool(self.parts or self.thought or self.arguments or self.refusal)

    def reply(self, guess: Usage) -> Reply:
        """The record; `guess` stands in for a count the server did not give."""
        text, thought = thinking.split("".join(self.parts).lstrip("\ufeff"))
        reasoning = "\n".join(p for p in ("".join(self.thought), thought) if p)
        return Reply(text.strip(), self.finish, self.usage or guess, reasoning, "".join(self.arguments), self.refusal)


def fault_in(reply: Reply) -> EndpointFault | None:
    """What is wrong with an answer as a whole, if anything is."""
    if reply.finish == "content_filter":
        return EndpointFault("filter")
    if reply.refusal and not reply.text:
        return EndpointFault("refusal", reply.refusal)
    if reply.finish == "length":
        return EndpointFault("length")
    if not reply.text:
        return EndpointFault("reasoning_only" if reply.reasoning else "empty")
    return None


def _choice(choices: list[Any]) -> dict[str, Any]:
    """The first choice that is one; a usage chunk has none."""
    return next((c for c in choices if isinstance(c, dict)), {})


def _error_in(payload: dict[str, Any]) -> EndpointFault | None:
    if error := payload.get("error"):
        return of_error(error)
    if payload.get("object") == "error" or (payload.get("code") and payload.get("message")):
        return of_error(payload)
    # FastAPI's way of saying no.
    return of_error(payload["detail"]) if set(payload) == {"detail"} else None


def _arguments(message: dict[str, Any]) -> list[str]:
    calls = message.get("tool_calls")
    functions = [c.get("function") for c in calls if isinstance(c, dict)] if isinstance(calls, list) else []
    found = [f.get("arguments") for f in (*functions, message.get("function_call")) if isinstance(f, dict)]
    return [a if isinstance(a, str) else json.dumps(a, ensure_ascii=False) for a in found if a]


def _usage(found: Any) -> Usage | None:
    if not isinstance(found, dict):
        return None
    details = found.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else found.get("prompt_cache_hit_tokens")
    prompt, answer = _count(found.get("prompt_tokens")), _count(found.get("completion_tokens"))
    return Usage(prompt, answer, _count(cached), reported=True) if prompt or answer else None


def _count(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0
