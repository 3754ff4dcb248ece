"""Reading values somebody wrote, and saying exactly where one is wrong: file, line and key."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from trainer.content import read_text, refuse_tangles
from trainer.errors import ContentError

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class At:
    """A place in a document: where a fault is reported."""

    source: str = ""
    lines: Mapping[Keys, int] = field(default_factory=dict)
    path: Keys = ()

    def __truediv__(self, key: str | int) -> At:
        return At(self.source, self.lines, (*self.path, key))

    def __str__(self) -> str:
        dotted = "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in self.path).lstrip(".")
        line = next((self.lines[p] for p in self._up() if p in self.lines), None)
        place = f"{self.source}:{line}" if self.source and line else self.source
        return f"{place} ({dotted})" if place and dotted else place or dotted

    def _up(self) -> Iterator[Keys]:
        for length in range(len(self.path), -1, -1):
            yield self.path[:length]

    def fail(self, what: str, do: str = "") -> NoReturn:
        """Raise ContentError at this place."""
        raise ContentError(what, where=str(self), do=do)

    def mapping(self, value: Any, known: frozenset[str] | None = None) -> Mapping[str, Any]:
        """`value` if it is a mapping of known keys."""
        if not isinstance(value, Mapping):
            self.fail(f"expected key: value lines, found {_kind(value)}")
        strange = [k for k in value if known is not None and k not in known]
        if strange:
            (self / str(strange[0])).fail(
                f"unknown key {strange[0]!r}", do="use one of: " + ", ".join(sorted(known or ()))
            )
        return value

    def items(self, value: Any) -> Iterator[tuple[At, Any]]:
        """The elements of a list, each with its place; nothing for None."""
        if value is None:
            return
        if not isinstance(value, (list, tuple)):
            self.fail(f"expected a list, found {_kind(value)}", do="start each line with '- '")
        for index, item in enumerate(value):
            yield self / index, item

    def number(self, value: Any, low: float = -math.inf, high: float = math.inf) -> float:
        """A finite number within [low, high]."""
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            self.fail(f"expected a number, found {_kind(value)}")
        if not low <= value <= high:
            bounds = f"at least {low:g}" if high == math.inf else f"between {low:g} and {high:g}"
            self.fail(f"{value:g} is out of bounds", do=f"give a number {bounds}")
        return float(value)

    def span(self, value: Any, low: float = -math.inf, high: float = math.inf) -> tuple[float, float]:
        """A number x as (x, x), or a list [low, high] in rising order."""
        if not isinstance(value, (list, tuple)):
            point = self.number(value, low, high)
            return point, point
        if len(value) != 2:
            self.fail("expected a number or [low, high]")
        first, second = (self.number(v, low, high) for v in value)
        if first > second:
            self.fail(f"[{first:g}, {second:g}] runs backwards", do="write the lower figure first")
        return first, second

    def text(self, value: Any, choices: Mapping[str, str] | None = None) -> str:
        """A string; with `choices`, one of them, translated."""
        if not isinstance(value, str) or not value.strip():
            self.fail(f"expected text, found {_kind(value)}")
        if choices is None:
            return value.strip()
        if value not in choices:
            self.fail(f"{value!r} is not known", do="use one of: " + ", ".join(choices))
        return choices[value]


def documents(path: Path) -> list[tuple[At, Any]]:
    """The YAML documents of a file, each with the line numbers of its keys.

    Raises ContentError when the file cannot be read or parsed, or repeats a key.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = read_text(path)
    try:
        refuse_tangles(text, str(path))
        nodes = list(yaml.compose_all(text, Loader=loader))
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise ContentError(
            getattr(fault, "problem", None) or "not valid YAML", where=where, do="mend the YAML"
        ) from fault
    found = []
    for node in nodes:
        if node is None:
            continue
        lines: dict[Keys, int] = {}
        data = _build(node, (), lines, At(str(path), lines))
        if data is not None:
            found.append((At(str(path), lines), data))
    if not found:
        raise ContentError("the file holds no document", where=str(path), do="write a case into it")
    return found


def _build(node: Any, path: Keys, lines: dict[Keys, int], at: At) -> Any:
    import yaml

    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*path, i), lines, at) for i, child in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        try:
            return yaml.constructor.SafeConstructor().construct_document(node)
        except (yaml.YAMLError, ValueError) as fault:
            At(at.source, lines, path).fail(f"the value cannot be read: {fault}")
    out: dict[str, Any] = {}
    for key_node, child in node.value:
        key = str(key_node.value)
        if key in out:
            lines[(*path, key)] = key_node.start_mark.line + 1
            At(at.source, lines, (*path, key)).fail(f"the key {key!r} stands twice", do="keep one of the two")
        out[key] = _build(child, (*path, key), lines, at)
        lines[(*path, key)] = key_node.start_mark.line + 1
    return out


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "key: value lines"
    if isinstance(value, (list, tuple)):
        return "a list"
    return repr(value)
