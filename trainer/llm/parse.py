"""From text to a value: the last whole object that fits. Forgiving about form, strict about content."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from trainer.llm.lenient import fit, strict_schema

M = TypeVar("M", bound=BaseModel)
_MOST_CHARS = 200_000
_MOST_TRIES = 500
"""Opening braces tried; beyond it a text is no answer but noise, and trying on would take long."""
_FENCE = re.compile(r"^```[\w-]*\s*|\s*```$")


@dataclass(frozen=True)
class Parsed(Generic[M]):
    """A value, or None and what was wrong, in words for the model."""

    value: M | None
    problem: str = ""
    found: bool = False
    """Whether there was any object at all."""
    torn: bool = False
    """Whether the text ends inside an object."""


def parse(text: str, schema: type[M]) -> Parsed[M]:
    """The last balanced object of a text that the schema accepts."""
    objects, torn = scan(text)
    problem = "there is no complete JSON object in it"
    for candidate in reversed(objects):
        value, wrong = validate(candidate, schema)
        if value is not None:
            return Parsed(value, found=True, torn=torn)
        # The last object is what the model meant, so its fault is the one to tell.
        problem = problem if problem != "there is no complete JSON object in it" else wrong
    return Parsed(None, problem, bool(objects), torn)


def ends_with_object(text: str) -> bool:
    """Whether nothing follows the last object: an answer stands at the end, a draft in the middle of a thought."""
    return text.rstrip().removesuffix("```").rstrip().endswith(("}", "]"))


def scan(text: str) -> tuple[list[dict[str, Any]], bool]:
    """All whole objects, in order, and whether the text ends inside one. Objects inside an array count singly."""
    text = _FENCE.sub("", text[-_MOST_CHARS:].strip())
    found: list[dict[str, Any]] = []
    place = tries = 0
    while tries < _MOST_TRIES and (place := text.find("{", place)) >= 0:
        tries += 1
        try:
            value, place = _DECODER.raw_decode(text, place)
            found.append(value)
        except json.JSONDecodeError as error:
            if error.pos >= len(text) or error.msg.startswith("Unterminated string"):
                return found, True
            place += 1
        except (ValueError, RecursionError):
            # NaN, a key said twice, a number of a thousand digits: not an object, but what it holds is none either.
            place = _past(text, place)
    return found, False


def _past(text: str, place: int) -> int:
    """The end of the object that begins here, found by its braces alone."""
    depth, quoted, escaped = 0, False, False
    for i in range(place, len(text)):
        ch = text[i]
        if quoted:
            quoted, escaped = (ch != '"' or escaped), (ch == "\\" and not escaped)
        elif ch == '"':
            quoted = True
        elif ch in "{}":
            depth += 1 if ch == "{" else -1
            if depth == 0:
                return i + 1
    return len(text)


class _NotAllowedError(ValueError):
    """JSON that Python would read and nobody could have meant."""


def _reject(word: str) -> float:
    raise _NotAllowedError(word)


def _number(digits: str) -> float:
    value = float(digits)
    return value if math.isfinite(value) else _reject(digits)


def _whole(digits: str) -> int:
    return int(digits) if len(digits) < 20 else int(_reject(digits))


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in pairs:
        if key in out and out[key] != value:
            raise _NotAllowedError(key)
        out[key] = value
    return out


_DECODER = json.JSONDecoder(
    parse_constant=_reject, parse_float=_number, parse_int=_whole, object_pairs_hook=_once_each, strict=False
)


def validate(data: dict[str, Any], schema: type[M]) -> tuple[M | None, str]:
    """A value from an object, also from one wrapped in a single key; else what was wrong."""
    fitted, known = fit(data, strict_schema(schema))
    if known or not schema.model_fields:
        try:
            value = schema.model_validate(fitted)
            return (value, "") if _finite(value.model_dump()) else (None, "a number in it is not finite")
        except (ValidationError, RecursionError) as error:
            problem = _told(error)
    else:
        problem = f"it has none of the keys {', '.join(schema.model_fields)}"
    for inner in _wrapped(data):
        value_inside, _ = validate(inner, schema)
        if value_inside is not None:
            return value_inside, ""
    return None, problem


def _wrapped(data: dict[str, Any]) -> list[dict[str, Any]]:
    """What a lone key holds: an object, or an array of just one."""
    if len(data) != 1:
        return []
    inner = next(iter(data.values()))
    inner = inner[0] if isinstance(inner, list) and len(inner) == 1 else inner
    return [inner] if isinstance(inner, dict) else []


def _finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_finite(v) for v in value.values())
    if isinstance(value, list | tuple | set):
        return all(_finite(v) for v in value)
    return not isinstance(value, float) or math.isfinite(value)


def _told(error: ValidationError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(p) for p in first['loc'])}: {first['msg']}"
