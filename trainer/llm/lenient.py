"""Leniency where nothing is ambiguous: another spelling of a key or a choice, a number in quotes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


@lru_cache(maxsize=256)
def strict_schema(schema: type[BaseModel]) -> dict[str, Any]:
    """A model's JSON schema as strict servers want it: every key required, no other allowed. Do not change it."""
    tidy: dict[str, Any] = _strict(schema.model_json_schema())
    return tidy


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {key: _strict(value) for key, value in node.items() if key not in ("default", "title")}
    properties = node.get("properties")
    if isinstance(properties, dict):
        # A field may itself be called `title` or `default`; here these are names, not keywords.
        out["properties"] = {name: _strict(value) for name, value in properties.items()}
        out |= {"required": list(properties), "additionalProperties": False}
    return out


def fit(data: dict[str, Any], schema: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Data with its keys and choices spelled as the schema spells them, and whether any key is one of the schema's."""
    fitted = _fit(data, schema, schema, 0)
    return fitted, any(key in schema.get("properties", {}) for key in fitted)


def _fit(value: Any, node: dict[str, Any], root: dict[str, Any], depth: int) -> Any:
    if depth > 24:
        return value
    node = _resolved(node, root)
    if "anyOf" in node:
        return _fit_any(value, node["anyOf"], root, depth)
    if isinstance(value, dict) and "properties" in node:
        names = _spelled(value, node["properties"])
        return {names[k]: _fit(v, node["properties"].get(names[k], {}), root, depth + 1) for k, v in value.items()}
    if isinstance(value, list) and isinstance(node.get("items"), dict):
        return [_fit(item, node["items"], root, depth + 1) for item in value]
    if isinstance(value, str):
        return _fit_text(value, node)
    return value


def _resolved(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    for _ in range(8):
        if "$ref" not in node:
            return node
        node = root.get("$defs", {}).get(str(node["$ref"]).rpartition("/")[2], {})
    return {}


def _fit_any(value: Any, options: list[dict[str, Any]], root: dict[str, Any], depth: int) -> Any:
    """Fitted to the only option that is of its kind; `null` beside another option is the usual case."""
    kind = "object" if isinstance(value, dict) else "array" if isinstance(value, list) else "other"
    open_ = [n for n in (_resolved(o, root) for o in options) if n.get("type") != "null"]
    fits = [n for n in open_ if n.get("type") == kind or (kind == "other" and n.get("type") not in ("object", "array"))]
    return _fit(value, fits[0], root, depth + 1) if len(fits) == 1 else value


def _fit_text(text: str, node: dict[str, Any]) -> Any:
    choices = node.get("enum") or ([node["const"]] if "const" in node else None)
    if choices:
        if text in choices:
            return text
        same = [c for c in choices if isinstance(c, str) and folded(c) == folded(text)]
        return same[0] if len(same) == 1 else text
    if node.get("type") in ("integer", "number") and _NUMBER.fullmatch(text.strip()):
        return float(text) if "." in text else int(text) if len(text) < 20 else text
    return text


def _spelled(data: dict[str, Any], properties: dict[str, Any]) -> dict[str, str]:
    """The schema's spelling for each key; a key stays as it is when two would take the same name."""
    by_fold: dict[str, list[str]] = {}
    for name in properties:
        by_fold.setdefault(folded(name), []).append(name)
    names = {key: key for key in data}
    for key in data:
        if key not in properties and len(meant := by_fold.get(folded(key), [])) == 1 and meant[0] not in data:
            names[key] = meant[0]
    taken = list(names.values())
    return {key: name if taken.count(name) == 1 else key for key, name in names.items()}


def folded(text: str) -> str:
    """A key or a choice without case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_.-]+", "", unicodedata.normalize("NFKC", text)).casefold()
