"""A transcript heard as a session is: who speaks to whom, in which room, what it means, what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.acts import Act
from trainer.dialogue.embedded import understand
from trainer.dialogue.interpreter import Reading
from trainer.dialogue.interpreter import Turn as Words
from trainer.dialogue.law_talk import held_against
from trainer.scoring.outside.casefile import case_of
from trainer.scoring.outside.grasp import with_gist
from trainer.scoring.outside.reading import Line, StageNote, Transcript
from trainer.scoring.outside.speakers import roles_of, scored_speaker
from trainer.scoring.record import Deed, Record, Turn
from trainer.text import Lang

_ROOMS = (
    ("meeting", r"client|meeting|会见|private|cell"),
    ("consultation", r"consult|prosecutor|office|协商|听取意见|检察"),
    ("signing", r"sign|签署|具结"),
    ("court", r"court|hearing|庭"),
    ("victim", r"victim|被害"),
    ("file", r"file|阅卷|卷宗"),
)
_DEEDS = {
    "signs": "sign", "signed": "sign", "签字": "sign", "签署": "sign", "declines": "decline", "declined": "decline", "拒签": "decline",
    "reads": "read", "read": "read", "阅卷": "read", "withdraws": "withdraw", "撤回": "withdraw", "files": "filed", "提交": "filed",
    "asks_time": "ask_time", "time_asked": "ask_time",
}  # fmt: skip
_VOCATIVE = {
    "en": re.compile(r"(?:^|[.!?]\s+)(?P<name>[A-Z][\w'’]+(?: [A-Z][\w'’]+){0,2})(?=\s?[,:—-])|,\s(?P<tail>[A-Z][\w'’]+(?: [A-Z][\w'’]+){0,2})(?=[.?!,]|$)"),
    "zh": re.compile(r"(?:^|[。！？!?；\s])(?P<name>[\u3400-\u9fff]{1,5}?)(?=[，,：:、])|(?P<tail>(?<=[，,])[\u3400-\u9fff]{1,4})(?=[。！？!?，,]|$)"),
}  # fmt: skip
_TITLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("prosecutor", re.compile(r"^.{0,3}检察官$|公诉人|^.{0,3}检察员$|^.{1,2}检$|^检座|prosecutor", re.I)),
    (
        "defence",
        re.compile(r"^(?!这|那|你|我|他|她|没|请|有|是).{0,3}律师$|辩护人|\bcounsel\b|counsellor|\blawyer\b", re.I),
    ),
    ("judge", re.compile(r"法官|审判长|审判员|your honou?r|\bjudge\b", re.I)),
    ("accused", re.compile(r"被告人|嫌疑人", re.I)),
    ("guardian", re.compile(r"妈妈|爸爸|家长|母亲|父亲", re.I)),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a turn with whom it is said to; offsets into the turn's text. `called`: it calls them by name."""

    start: int
    end: int
    to: str
    called: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the transcript in one room: its kind, whether it is private, the lines from `start` to `end`."""

    kind: str
    private: bool
    start: int
    end: int


def record_of(
    transcript: Transcript, *, speaker: str = "", given: Mapping[str, str] | None = None
) -> tuple[Record, str]:
    """The record of a transcript as the conduct of one speaker, and that speaker's name."""
    roles = roles_of(transcript.lines, transcript.head, given or {})
    name, role = scored_speaker(transcript.lines, roles, transcript.head, speaker, transcript.path)
    rooms = _rooms(transcript, roles)
    turns = with_gist([_turn(transcript, i, roles, rooms[i]) for i in range(len(transcript.lines))], transcript.lang)
    deeds = tuple(_deeds(transcript.notes, roles))
    case = case_of(transcript.head, set(roles.values()))
    return Record(role, transcript.lang, _only(turns, name, role, roles), deeds, case, transcript.sha256), name


def _only(turns: tuple[Turn, ...], name: str, role: str, roles: Mapping[str, str]) -> tuple[Turn, ...]:
    """Where two people have the scored role, only the chosen one's turns are own; a bench is one judge."""
    if role == "judge" or sum(r == role for r in roles.values()) == 1:
        return turns
    return tuple(replace(t, role="other") if t.role == role and t.speaker != name else t for t in turns)


def _turn(transcript: Transcript, index: int, roles: Mapping[str, str], room: Place) -> Turn:
    line, lang = transcript.lines[index], transcript.lang
    role = roles[line.name]
    default = _partner(transcript.lines, index, (room.start, room.end), roles, lang)
    acts: list[Act] = []
    heard: list[str] = []
    plain: list[str] = []
    wrong: list[str] = []
    readings: list[Reading] = []
    pieces = _pieces(line, roles, lang, default)
    explains = role in _EXPLAINING and "accused" in _present(transcript.lines, index, room, roles)
    for piece in pieces:
        reading = understand(Words(line.text[piece.start : piece.end], lang, role, piece.to))
        moved = [_shifted(a, piece.start) for a in reading.acts if a.verb != "other"]
        acts += moved
        heard += [_told_to(a, line.text, piece, lang) if explains else piece.to for a in moved]
        plain += reading.plain
        wrong += held_against(line.text[piece.start : piece.end], lang, reading.acts, reading.claims)
        readings.append(reading)
    to = tuple(dict.fromkeys([*(piece.to for piece in pieces), default, *heard]))
    terms = next((r.terms for r in readings if r.terms), None)
    return Turn(line.n, line.name, role, to, room.kind, room.private, line.text, tuple(acts), terms, tuple(dict.fromkeys(plain)),
                tuple(dict.fromkeys(wrong)), heard=tuple(heard))  # fmt: skip


_EXPLAINING = ("prosecutor", "judge")
_IN_THE_ROOM = 6
"""How many lines before and after somebody speaks who is there to hear."""
_SPOKEN_OF: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:your client|the accused|he|she|him|her|his|hers)\b", re.I),
    "zh": re.compile(r"他|她|当事人|被告人|嫌疑人|贵方|辩护人"),
}
"""Wording that speaks of the accused to somebody else."""


def _present(lines: Sequence[Line], index: int, room: Place, roles: Mapping[str, str]) -> set[str]:
    near = lines[max(room.start, index - _IN_THE_ROOM) : min(room.end, index + _IN_THE_ROOM + 1)]
    return {roles[line.name] for line in near}


def _told_to(act: Act, text: str, piece: Piece, lang: Lang) -> str:
    """Whom an act is said to: an explanation is told to the accused who sits there, whoever speaks next, unless it
    calls somebody else or speaks of the accused."""
    if act.verb != "inform" or not act.duty or piece.called or piece.to in ("accused", "guardian"):
        return piece.to
    return piece.to if _SPOKEN_OF[lang].search(text[act.span[0] : act.span[1]]) else "accused"


def _shifted(act: Act, by: int) -> Act:
    return act.model_copy(update={"span": (act.span[0] + by, act.span[1] + by)}) if by else act


def _partner(lines: Sequence[Line], index: int, bounds: tuple[int, int], roles: Mapping[str, str], lang: Lang) -> str:
    """Whom a turn is most likely said to: who answers it or spoke before, in the same room; else as the words address."""
    own = lines[index].name
    start, end = bounds
    after = _past_own(lines[index + 1 : end], own)
    earlier = _past_own(lines[start:index][::-1], own)
    nxt, before = _other(after, own, roles), _other(earlier, own, roles)
    near = [r for r in (nxt, before) if r]
    if not near:
        return next((r for n, r in roles.items() if n != own and r not in _ASIDE), "accused")
    if len(set(near)) == 2 and "accused" in near:
        return _by_address(lines[index].text, near, lang)
    return near[0]


_ASIDE = ("clerk", "other")
_POLITE = {
    "zh": re.compile("您|贵|辩护人|律师"),
    "en": re.compile(r"\b(?:your client|counsel|sir|madam|he|she|him|her)\b", re.I),
}
_PLAIN_YOU = {"zh": re.compile("你"), "en": re.compile(r"\byou(?:r|'re|'ll|'ve|'d)?\b", re.I)}


_NEAR = 2
"""How many lines on either side are near enough to tell who is spoken to; turns in a row by one speaker are one."""


def _past_own(rows: Sequence[Line], own: str) -> Sequence[Line]:
    first = next((n for n, line in enumerate(rows) if line.name != own), 0)
    return rows[first : first + _NEAR]


def _other(rows: Sequence[Line], own: str, roles: Mapping[str, str]) -> str:
    return next((roles[x.name] for x in rows if x.name != own and roles[x.name] not in _ASIDE), "")


def _by_address(text: str, near: Sequence[str], lang: Lang) -> str:
    """Between the accused and somebody else: `你` and `you` are the accused, `您` and talk of a third person the other."""
    other = next(r for r in near if r != "accused")
    polite, plain = len(_POLITE[lang].findall(text)), len(_PLAIN_YOU[lang].findall(text))
    if lang == "zh":
        return "accused" if plain > polite else other if polite else near[0]
    return "accused" if plain > 1 and plain > polite else other if polite > plain else near[0]


def _pieces(line: Line, roles: Mapping[str, str], lang: Lang, default: str) -> list[Piece]:
    """The turn cut where somebody else is addressed by name or title."""
    marks: list[tuple[int, str]] = []
    called: set[tuple[int, str]] = set()
    for match in _VOCATIVE[lang].finditer(line.text):
        word = (match["name"] or match["tail"]).strip()
        role = _addressed(word, roles, roles[line.name])
        if role:
            at = match.start("name") if match["name"] else _sentence_start(line.text, match.start("tail"))
            marks.append((at, role))
            called.add((at, role))
            ends = _SENTENCE_END.search(line.text, at)
            if role != default and ends and ends[0] in "?？" and ends.end() < len(line.text):
                marks.append((ends.end(), default))  # a question put to another, and back to whom one was talking to
    pieces: list[Piece] = []
    marks = [m for i, m in enumerate(sorted(marks)) if i == 0 or m[1] != sorted(marks)[i - 1][1]]
    bounds = [0, *(at for at, _ in marks), len(line.text)]
    to = [marks[0][1] if marks and marks[0][0] <= 2 else default, *(r for _, r in marks)]
    for start, end, who in zip(bounds[:-1], bounds[1:], to, strict=True):
        if line.text[start:end].strip():
            pieces.append(Piece(start, end, who, (start, who) in called))
    return pieces or [Piece(0, len(line.text), default)]


_SENTENCE_END = re.compile(r"[.?!。？！；\n]")


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) + 1 for mark in ".?!。？！；\n")


def _addressed(word: str, roles: Mapping[str, str], own: str) -> str:
    """The role somebody is called by: a name of the transcript, or part of one, or a title."""
    word = _COURTESY.sub("", word)
    for name, role in roles.items():
        bare = name.split()[-1]
        if (
            role != own
            and role not in ("clerk", "other")
            and (word == name or (len(word) > 1 and (word == bare or word in name or name in word)))
        ):
            return role
    return next((role for role, title in _TITLES if role != own and title.search(word) and role in roles.values()), "")


_COURTESY = re.compile(r"^(?:mr|ms|mrs|miss|dr)\.? ", re.I)


def _rooms(transcript: Transcript, roles: Mapping[str, str]) -> list[Place]:
    """The room of each turn, by the notes; without notes, by who is there."""
    out: list[Place] = []
    starts = [(n.after, n.what) for n in transcript.notes if n.kind in ("room", "地点", "房间", "场景", "place")]
    bounds = [0, *(after for after, _ in starts), len(transcript.lines)]
    names = ["", *(what for _, what in starts)]
    for start, end, what in zip(bounds[:-1], bounds[1:], names, strict=True):
        present = {roles[line.name] for line in transcript.lines[start:end]} - {"other", "clerk"}
        alone = present <= {"defence", "accused", "guardian", "family"} and "defence" in present
        kind = next((k for k, pattern in _ROOMS if re.search(pattern, what, re.I)), "")
        if not kind:
            kind = "court" if "judge" in present else "meeting" if alone else "consultation"
        ours, theirs = (Place(kind, private, start, end) for private in (kind == "meeting", False))
        came = next((n for n in range(start, end) if roles[transcript.lines[n].name] == "prosecutor"), end)
        # In a room that is called a meeting the talk is private until the prosecutor is heard in it.
        alone_until = came if what or came == end else start
        out += [ours] * (alone_until - start) + [theirs] * (end - alone_until)
    return out


def _deeds(notes: Sequence[StageNote], roles: Mapping[str, str]) -> Iterator[Deed]:
    for note in notes:
        kind = _DEEDS.get(note.kind.split()[0] if note.kind else "")
        if kind is None:
            continue
        by = roles.get(note.what, "")
        if kind == "sign" and by not in ("", "accused"):
            yield Deed("witnessed", note.after, note.what, by)
        else:
            yield Deed(
                kind, note.after, note.what, by or ("accused" if kind in ("sign", "decline", "withdraw") else "")
            )
