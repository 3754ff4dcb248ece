"""The slash commands, the same in the app and line by line; everything else a trainee types is speech."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import cast as typed

from trainer import events as ev
from trainer.errors import ContentError, StoreError, TrainerError, UsageError
from trainer.events import DecisionName
from trainer.i18n import t
from trainer.i18n.faults import said
from trainer.session import info, sheet
from trainer.session.director import MAX_WAIT, Session
from trainer.session.hints import hint
from trainer.session.refusal import TooLongError, must_fit
from trainer.session.table import papers, rooms
from trainer.store.places import keep_text
from trainer.text import clean


@dataclass(frozen=True, slots=True)
class Info:
    """Something the program tells that is no event: a list, a table, a law text."""

    text: str
    kind: str = "info"

    @property
    def markdown(self) -> bool:
        """Whether the text is Markdown. Everything else may hold what a person typed and is shown as it is."""
        return self.kind in ("paper", "law", "who", "help")


@dataclass(frozen=True, slots=True)
class Quit:
    """The trainee leaves; the session stays as it is."""


Shown = ev.Event | Info | Quit


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name and its Chinese aliases."""

    name: str
    alias: tuple[str, ...]


COMMANDS: tuple[Command, ...] = (
    Command("go", ("去",)), Command("rooms", ("房间",)), Command("file", ("卷宗", "案卷", "papers")),
    Command("read", ("读", "阅", "看")), Command("wait", ("等",)), Command("offers", ("报价", "方案")),
    Command("menu", ("量刑", "range")), Command("law", ("法条",)), Command("who", ("人物",)),
    Command("hint", ("提示",)), Command("note", ("记", "笔记")), Command("notes", ("记录",)),
    Command("opinion", ("意见",)), Command("sign", ("签", "签字", "签署")),
    Command("reserve", ("保留", "保留意见")), Command("decline", ("拒签", "不签", "不签字", "拒绝签字")),
    Command("time", ("延期", "要时间")), Command("withdraw", ("撤回", "撤回认罪")), Command("rest", ("休庭",)),
    Command("voice", ("声音", "话语")), Command("help", ("帮助", "h", "?")),
    Command("quit", ("退出", "q", "exit")),
)  # fmt: skip
_NAMES = {word: c.name for c in COMMANDS for word in (c.name, *c.alias)}
_DECISION = {"sign": "sign", "reserve": "sign_with_reservation", "decline": "decline", "time": "ask_time",
             "withdraw": "withdraw"}  # fmt: skip


async def enter(session: Session, line: str) -> AsyncIterator[Shown]:
    """Whatever the trainee typed: a command or speech. Faults come back as `Info`, never as exceptions."""
    text = clean(line)
    try:
        must_fit(session.lang, text)
        if text.startswith(("/", "／")):
            async for shown in _command(session, text[1:].strip()):
                yield shown
        elif text:
            async for event in session.say(text):
                yield event
    except (StoreError, TooLongError) as error:
        yield Info(f"{said(error, session.lang)} - {_rescued(session, line)}", "fault")
    except TrainerError as error:
        yield Info(said(error, session.lang), "fault")


def _rescued(session: Session, line: str) -> str:
    """Where the words went that were not taken: a file, or, on a full disk, back to who typed them."""
    try:
        return t(session.lang, "fault.kept", path=keep_text(line, "unsaved"))
    except StoreError:
        return t(session.lang, "fault.not_kept", text=clean(line))


async def _command(session: Session, text: str) -> AsyncIterator[Shown]:
    word, _, argument = text.partition(" ")
    name = _NAMES.get(word.lower()) or _glued(word)
    argument = argument.strip() or (word[len(_alias_of(word)) :] if name and word.lower() not in _NAMES else "")
    if name is None:
        yield Info(t(session.lang, "fault.no_command", command=word), "fault")
        return
    if name == "quit":
        yield Quit()
        return
    if name in _DECISION:
        async for event in session.decide(typed(DecisionName, _DECISION[name]), argument):
            yield event
        return
    async for shown in _deed(session, name, argument):
        yield shown


def _alias_of(word: str) -> str:
    return max((n for n in _NAMES if not n.isascii() and word.startswith(n)), key=len, default="")


def _glued(word: str) -> str | None:
    """Chinese is written without spaces: `/读3` is `/read 3`."""
    return _NAMES.get(_alias_of(word))


async def _deed(session: Session, name: str, argument: str) -> AsyncIterator[Shown]:
    events: AsyncIterator[ev.Event] | None = None
    match name:
        case "go":
            room = _room(session, argument)
            if room == session.state.room and not session.closed:
                yield Info(t(session.lang, "info.here", room=session.play.rooms[room].name[session.lang]))
                return
            events = session.go(room)
        case "read":
            paper = _paper(session, argument)
            async for event in session.read(paper):
                yield event
                if isinstance(event, ev.Read):
                    yield Info(sheet.paper(session.play, session.state, paper, session.lang), "paper")
            return
        case "wait":
            events = session.wait(_minutes(session, argument))
        case "note" | "opinion":
            if not argument:
                raise UsageError(t(session.lang, "fault.no_text", command=name))
            events = session.note(argument, filed=name == "opinion")
        case "rest":
            events = session.finish()
        case "voice":
            yield Info(_voice(session, argument.casefold()))
            return
        case "hint":
            async for shown in _hint(session):
                yield shown
            return
        case _:
            yield Info(_INFO[name](session, argument), name)
            return
    async for event in events:
        yield event


async def _hint(session: Session) -> AsyncIterator[Shown]:
    if session.state.opening.mode != "coached":
        yield Info(t(session.lang, "hint.not_in_mode"))
        return
    about, words = hint(session.play, session.state)
    async for _ in session.hinted(about):
        pass
    yield Info(words, "hint")


def _voice(session: Session, wanted: str) -> str:
    """Who speaks, after switching if that was asked for."""
    if wanted not in ("", "llm", "embedded"):
        raise UsageError(t(session.lang, "voice.which"))
    if wanted and not session.voices.turn(wanted == "llm"):
        raise UsageError(t(session.lang, "voice.none"))
    voice = session.voices.voice
    return t(session.lang, "voice.embedded") if voice is None else t(session.lang, "voice.llm", about=voice.about)


def _minutes(session: Session, argument: str) -> int:
    if not argument:
        return 5
    minutes = int(argument) if argument.isdecimal() else 0
    if not 1 <= minutes <= MAX_WAIT:
        raise UsageError(t(session.lang, "fault.minutes", most=MAX_WAIT))
    return minutes


def _room(session: Session, argument: str) -> str:
    """A room by number, id or name, by the start of one, or by what such a room is usually called."""
    views = rooms(session.play, session.state)
    kinds: dict[str, str] = {}
    for view in reversed(views):
        kind = session.play.rooms[view.id].kind
        usual = t(session.lang, f"place.{kind}").split("|")
        kinds |= dict.fromkeys((kind, *usual), view.id)
    wanted = kinds.get(argument.casefold().strip(), argument)
    return _choose(wanted, [(r.id, r.name) for r in views], t(session.lang, "fault.which_room"))


def _paper(session: Session, argument: str) -> str:
    views = papers(session.play, session.state)
    return _choose(argument, [(p.id, p.title) for p in views], t(session.lang, "fault.which_paper"))


def _choose(argument: str, things: list[tuple[str, str]], question: str) -> str:
    wanted = argument.casefold().strip()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(things):
        return things[int(wanted) - 1][0]
    found = [
        i
        for i, name in things
        if wanted and (wanted == i or name.casefold().startswith(wanted) or i.startswith(wanted))
    ]
    found = found or [i for i, name in things if wanted and wanted in name.casefold()]
    if len(set(found)) >= 1:
        return found[0]
    listed = "; ".join(f"{n} {name}" for n, (_, name) in enumerate(things, 1))
    raise UsageError(question, do=listed)


def _law(session: Session, argument: str) -> str:
    if not argument:
        raise UsageError(t(session.lang, "fault.law_ref"))
    try:
        return info.law(argument, session.lang)
    except ContentError as error:
        raise UsageError(error.what, do=error.do) from error


_INFO: dict[str, Callable[[Session, str], str]] = {
    "rooms": lambda s, a: info.rooms_text(s.play, s.state),
    "file": lambda s, a: info.papers_text(s.play, s.state),
    "offers": lambda s, a: info.offers_text(s.play, s.state),
    "menu": lambda s, a: info.menu_text(s.play, s.state),
    "who": lambda s, a: info.who_text(s.play, s.state),
    "notes": lambda s, a: info.notes_text(s.state),
    "law": _law,
    "help": lambda s, a: t(s.lang, "help.commands"),
}
