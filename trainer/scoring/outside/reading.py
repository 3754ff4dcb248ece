"""Files to lines: plain text with front matter, JSONL, exported turns, Word and subtitle files.

A turn begins where a line begins with a name and a colon; what stands inside a line is text, whatever it looks like.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer.content import parse_json, parse_yaml, read_json, read_text, unreadable
from trainer.errors import ContentError
from trainer.i18n.faults import fault
from trainer.scoring.outside.speakers import role_of_name
from trainer.text import MAX_TURN_CHARS, Lang, clean, guess_lang

LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Line:
    """A turn as read: its number from 1, the name as written, the role where the file itself states one, the text."""

    n: int
    name: str
    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class StageNote:
    """A note in square brackets: `room`, `reads`, `signs`, `declines`, `time` or anything else; after which turn."""

    kind: str
    what: str
    after: int


@dataclass(frozen=True)
class Transcript:
    """A transcript as read from its file."""

    path: str
    sha256: str
    lang: Lang
    lines: tuple[Line, ...]
    notes: tuple[StageNote, ...] = ()
    head: Mapping[str, Any] = field(default_factory=dict)


def read_transcript(path: Path, lang: Lang | None = None) -> Transcript:
    """A transcript file of any accepted kind.

    Raises ContentError when the file cannot be read or holds no turn.
    """
    kind = _KINDS.get(path.suffix.lower(), _plain)
    raw = _bytes(path)
    head, lines, notes = kind(path)
    lines = [Line(i, clean(x.name).strip(), _fit(x.text), x.role) for i, x in enumerate(lines, 1)]
    if not lines:
        raise fault(ContentError, "no_turn", where=str(path))
    told = head.get("lang")
    found = lang or (told if told in ("en", "zh") else guess_lang(" ".join(x.text for x in lines[:40])))
    return Transcript(str(path), hashlib.sha256(raw).hexdigest(), found, tuple(lines), tuple(notes), head)


Read = tuple[dict[str, Any], list[Line], list[StageNote]]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def _fit(text: str) -> str:
    """The words of a turn: no control codes, white space at the ends gone, no longer than a turn in the program may be."""
    return _PADDING.sub(r"\1\1\1", clean(text)).strip()[:MAX_TURN_CHARS]


_PADDING = re.compile(r"(\S|\s)\1{30,}")
"""The same character again and again says nothing, and must not push the words behind it out of the turn."""


_NUMBERED = re.compile(r"^\s*\[(\d+)\]\s*")
_NAMED = re.compile(
    rf"^\s*(?P<name>[^\s:：\[\]（(，,。.!?！？“”\"][^:：\[\]，,。.!?！？“”\"\n]{{0,{LONGEST_NAME}}}?)\s*[:：]\s*(?P<text>.*)$"
)
_LINE_END = re.compile(r"\r\n|\r|\n")
"""What ends a line; other separators stand within a turn and begin none."""
LONGEST_NOTE = 400
_NOTE = re.compile(r"^\s*\[(?P<kind>[^\[\]:：]{1,120})(?:[:：]\s*(?P<what>[^\[\]]*))?\]\s*$")
_ASIDE = re.compile(r"\s*[（(][^（()）]{0,40}[)）]\s*$")


def _plain(path: Path) -> Read:
    return _written(read_text(path), path)


def _written(text: str, path: Path) -> Read:
    head, body = _front_matter(text, path)
    return head, *_turns(body, _declared(head))


def _front_matter(text: str, path: Path) -> tuple[dict[str, Any], str]:
    found = re.match(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", text, re.S)
    if not found:
        return {}, text
    head = parse_yaml(found[1], str(path))
    if head is not None and not isinstance(head, dict):
        raise ContentError("the front matter is no list of keys", where=f"{path}:1", do="write key: value lines")
    return dict(head or {}), text[found.end() :]


def _declared(head: Mapping[str, Any]) -> set[str] | None:
    speakers = head.get("speakers")
    return {str(name).strip() for name in speakers} if isinstance(speakers, Mapping) else None


def _turns(body: str, declared: set[str] | None) -> tuple[list[Line], list[StageNote]]:
    """Lines to turns: a line that begins with a speaker begins a turn, any other belongs to the turn before it."""
    lines: list[Line] = []
    notes: list[StageNote] = []
    for raw in _LINE_END.split(body):
        if not raw.strip():
            continue
        numbered = _NUMBERED.match(raw)
        rest = raw[numbered.end() :] if numbered else raw
        note = _NOTE.match(raw) if not numbered and len(raw) <= LONGEST_NOTE else None
        if note:
            notes.append(StageNote(note["kind"].strip().lower(), (note["what"] or "").strip(), len(lines)))
            continue
        named = _NAMED.match(rest)
        if named and (numbered or _is_speaker(named["name"], declared)):
            lines.append(Line(len(lines) + 1, _bare(named["name"]), named["text"]))
        elif lines:
            lines[-1] = Line(lines[-1].n, lines[-1].name, f"{lines[-1].text}\n{raw.strip()}")
    return lines, notes


def _bare(name: str) -> str:
    """A name without what is bracketed behind it: `Name (duty lawyer)`."""
    return _ASIDE.sub("", name).strip()


def _is_speaker(name: str, declared: set[str] | None) -> bool:
    """Whether a line's beginning is a speaker: declared in the front matter, or a known role.

    With no front matter at all any short name will do: who it is, is asked later.
    """
    bare = _bare(name)
    if declared is None:
        return len(bare) <= LONGEST_NAME
    return bare in declared or name.strip() in declared or bool(role_of_name(bare))


def _jsonl(path: Path) -> Read:
    lines: list[Line] = []
    for number, raw in enumerate(read_text(path).splitlines(), 1):
        if not raw.strip():
            continue
        row = parse_json(raw, path, number)
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ContentError(
                "expected an object with speaker and text",
                where=f"{path}:{number}",
                do='write {"speaker": …, "text": …}',
            )
        lines.append(
            Line(
                len(lines) + 1,
                str(row.get("speaker") or row.get("role") or "?"),
                row["text"],
                str(row.get("role") or ""),
            )
        )
    return {}, lines, []


def _exported(path: Path) -> Read:
    """JSON with a list of turns, and whatever else the front matter may hold beside it."""
    data = read_json(path)
    rows = data.get("turns") if isinstance(data, dict) else data
    if not isinstance(rows, list):
        raise ContentError("has no list of turns", where=str(path), do='write {"turns": [{"speaker": …, "text": …}]}')
    lines: list[Line] = []
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ContentError("a turn has no text", where=str(path), do='write {"speaker": …, "text": …}')
        lines.append(Line(len(lines) + 1, str(row.get("speaker") or "?"), row["text"], str(row.get("role") or "")))
    head = {k: v for k, v in data.items() if k != "turns"} if isinstance(data, dict) else {}
    return head, lines, []


def _word(path: Path) -> Read:
    """The paragraphs of a Word file, read as plain text."""
    return _written("\n".join(_paragraphs(path)), path)


def _paragraphs(path: Path) -> Iterator[str]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, OSError) as fault:
        raise ContentError("not a Word file", where=str(path), do="save it as .docx") from fault
    yield from (p.text for p in document.paragraphs)


_TIMES = re.compile(r"^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s+-->")
_VOICE = re.compile(r"^<v(?:\.[^ >]*)?\s+([^>]+)>(.*)$", re.S)
_TAGS = re.compile(r"</?[a-zA-Z][^>\n]{0,60}>")


def _subtitles(path: Path) -> Read:
    """SRT and WebVTT: the words of each cue; a speaker is a voice tag, or a name and a colon."""
    cues: list[str] = []
    for block in re.split(r"\r?\n\s*\r?\n", read_text(path)):
        rows = block.strip().splitlines()
        at = next((i for i, row in enumerate(rows) if _TIMES.match(row)), None)
        if at is None:
            continue
        words = "\n".join(rows[at + 1 :]).strip()
        voice = _VOICE.match(words)
        words = f"{voice[1].strip()}: {voice[2]}" if voice else words
        cues.append(_TAGS.sub("", re.sub(r"^\s*-\s+", "", words, flags=re.M)))
    lines, notes = _turns("\n".join(cues), None)
    return {}, _joined(lines), notes


def _joined(lines: list[Line]) -> list[Line]:
    """Neighbouring cues of the same speaker are one turn: subtitles cut by time, not by speaker."""
    out: list[Line] = []
    for line in lines:
        if out and out[-1].name == line.name:
            out[-1] = Line(out[-1].n, line.name, f"{out[-1].text} {line.text}")
        else:
            out.append(Line(len(out) + 1, line.name, line.text))
    return out


_KINDS: dict[str, Callable[[Path], Read]] = {
    ".jsonl": _jsonl,
    ".json": _exported,
    ".docx": _word,
    ".srt": _subtitles,
    ".vtt": _subtitles,
}
