"""Content files: where they are, and YAML read safely with the line of every value kept for error messages."""

from __future__ import annotations

import hashlib
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from trainer.errors import ContentError

if TYPE_CHECKING:
    # The first screen reads headlines only; it should not wait for the model library.
    from pydantic import BaseModel, ValidationError

    M = TypeVar("M", bound=BaseModel)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Lines = dict[tuple[str | int, ...], int]

DEEPEST = 100
"""Lists and mappings one inside the other; whoever reads a file much deeper falls over, and nothing of ours is."""
_MANY_OPENED = 250
_ANCHOR = re.compile(r"(?:^|[\s\[{,:?-])&\S")
_DEEP_MARGIN = re.compile(rf"^[ ?:-]{{{DEEPEST},}}", re.M)


def roots(kind: str) -> list[Path]:
    """Folders that may hold `kind` (scenarios, personas, rubrics), the user's own first.

    `PLEA_TRAINER_CONTENT` names a folder of one's own; then come the repository's and the installed package's.
    """
    own = os.environ.get("PLEA_TRAINER_CONTENT")
    package = Path(__file__).resolve().parent
    places = [*([Path(own)] if own else []), package.parent, package / "_content"]
    return [place / kind for place in places if (place / kind).is_dir()]


def find(kind: str, name: str) -> Path | None:
    """The folder or file `name` of `kind`, the user's own first."""
    for root in roots(kind):
        if (root / name).exists():
            return root / name
    return None


def names(kind: str) -> list[str]:
    """All folders (scenarios, personas) or file stems (rubrics) of a kind, sorted, without `_shared`."""
    # A folder beside the rubrics (their minimal pairs) is no rubric.
    wanted = Path.is_file if kind == "rubrics" else Path.exists
    found = {p.stem for root in roots(kind) for p in root.iterdir() if wanted(p) and not p.name.startswith((".", "_"))}
    return sorted(found)


def read_text(path: Path) -> str:
    """A content file's text, without a byte-order mark; a missing or undecodable file is a clear fault."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError("is not UTF-8 text", where=str(path), do="save it as UTF-8", key="not_utf8") from error
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> ContentError:
    """The fault of a file that the system does not give. The catalogues lie higher, so the English stands here too."""
    if isinstance(error, FileNotFoundError):
        return ContentError("there is no such file", where=str(path), do="check the path", key="no_file")
    if isinstance(error, IsADirectoryError):
        return ContentError("is a folder", where=str(path), do="name the files in it", key="a_folder")
    slots = {"reason": error.strerror}
    return ContentError("cannot be read ({reason})".format(**slots), where=str(path), do="check the file",
                        key="unreadable", slots=slots)  # fmt: skip


def read_json(path: Path, do: str = "mend the file") -> Any:
    """Plain data from a JSON file."""
    return parse_json(read_text(path), path, do=do)


def parse_json(text: str, path: Path, line: int = 0, do: str = "mend the file") -> Any:
    """Plain data from JSON: a whole file, or its `line`. What cannot be read is a clear fault that names the line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ContentError(f"not JSON: {error.msg}", where=f"{path}:{line or error.lineno}", do=do) from error
    except (RecursionError, ValueError) as error:
        where = f"{path}:{line}" if line else str(path)
        raise ContentError("JSON that is too deep, or a number too long", where=where, do=do) from error


def refuse_tangles(text: str, where: str) -> None:
    """Raise ContentError for YAML that a few lines can make endless: values that stand for others, boundless depth.

    Looked for only where a text could hold them: to follow every event takes a third of the time of reading.
    """
    opened = text.count("[") + text.count("{")
    if opened <= _MANY_OPENED and not _ANCHOR.search(text) and not _DEEP_MARGIN.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        place = f"{where}:{event.start_mark.line + 1}" if event.start_mark else where
        if isinstance(event, yaml.AliasEvent):
            raise ContentError(f"*{event.anchor} stands for another value", where=place, do="write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ContentError("lists within lists without end", where=place, do="mend this line")


def parse_yaml(text: str, where: str) -> Any:
    """Plain data from YAML; a syntax fault names file, line and what was expected."""
    try:
        refuse_tangles(text, where)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{where}:{mark.line + 1}" if mark else where
        raise ContentError(f"not valid YAML: {error.problem or error.context}", where=place,
                           do="mend this line") from error  # fmt: skip
    except (yaml.YAMLError, ValueError) as error:
        raise ContentError(f"not valid YAML: {error}", where=where, do="mend the file") from error


def line_map(text: str) -> Lines:
    """The line (from 1) of every value, by its path of keys and indices. Only needed to explain a fault."""
    lines: Lines = {}

    def walk(node: yaml.Node, path: tuple[str | int, ...]) -> None:
        lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, (*path, str(key.value)))
                lines[(*path, str(key.value))] = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                walk(value, (*path, index))

    root = yaml.compose(text, Loader=_Loader)
    if root is not None:
        walk(root, ())
    return lines


def line_of(lines: Lines, loc: tuple[str | int, ...]) -> int:
    """The line of a path, or of the nearest thing above it."""
    while loc and loc not in lines:
        loc = loc[:-1]
    return lines.get(loc, 1)


def load_model(path: Path, model: type[M]) -> M:
    """A validated model from a YAML file; the first fault is told with its line and what was expected."""
    from pydantic import ValidationError

    text = read_text(path)
    data = parse_yaml(text, str(path))
    if not isinstance(data, dict):
        raise ContentError("expected keys with values", where=f"{path}:1", do="see docs/writing-scenarios.md")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise explain(error, path, text) from error


def explain(error: ValidationError, path: Path, text: str) -> ContentError:
    """A validation fault as one line with file, line, field and what was expected."""
    first = error.errors(include_url=False)[0]
    loc = tuple(first["loc"])
    field = ".".join(str(part) for part in loc) or "the file"
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    message = f"{field}: {first['msg'][:1].lower()}{first['msg'][1:]}{more}"
    return ContentError(message, where=f"{path}:{line_of(line_map(text), loc)}", do="mend this line")


@cache
def _file_digest(path: str, mtime: int, size: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def digest(*paths: Path) -> str:
    """SHA-256 over files and folders, in a fixed order: the identity of a piece of content."""
    total = hashlib.sha256()
    files = sorted(f for p in paths for f in ([p] if p.is_file() else p.rglob("*")) if f.is_file())
    for file in files:
        stat = file.stat()
        total.update(file.name.encode() + _file_digest(str(file), stat.st_mtime_ns, stat.st_size).encode())
    return total.hexdigest()
