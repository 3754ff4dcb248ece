"""A kept session and the written play, which may have been rewritten since: whether the one still fits the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trainer import events as ev
from trainer.errors import ContentError
from trainer.i18n import t
from trainer.scenario.loader import Play, load_play


def play_of(events: Sequence[ev.Event]) -> Play:
    """The play of a session as it is written now; ContentError when it no longer has what the session is about."""
    opening = events[0]
    assert isinstance(opening, ev.Started)
    play = load_play(opening.scenario)
    if edited(play, opening) and (gone := _gone(play, opening, events)):
        raise ContentError(
            t(opening.lang, "fault.gone", what=gone), where=str(play.folder / "scenario.yaml"),
            do=t(opening.lang, "fault.gone_do"),
        )  # fmt: skip
    return play


def edited(play: Play, opening: ev.Started) -> bool:
    """Whether the play was changed since the session began."""
    return play.sha256 != opening.scenario_sha256


def _gone(play: Play, opening: ev.Started, events: Sequence[ev.Event]) -> str:
    """The first thing of the session that the play does not have, as `key: id`; nothing where all is there."""
    known: dict[str, Iterable[str]] = {
        "roles": play.script.roles, "rooms": play.rooms, "documents": play.documents, "cast": play.cast,
        "endings": [e.id for e in play.script.endings],
    }  # fmt: skip
    named = [("roles", opening.role), *(("cast", who) for who in opening.personas)]
    named += [pair for event in events for pair in _names(event)]
    gone = [f"{key}: {name}" for key, name in named if name not in known[key]]
    if not isinstance(events[-1], ev.Closed):
        # Somebody new in the play has no disposition in this session, and could not speak.
        gone += [f"cast: {who}" for who in play.cast if who not in opening.personas]
    return gone[0] if gone else ""


def _names(event: ev.Event) -> list[tuple[str, str]]:
    match event:
        case ev.Moved():
            return [("rooms", event.room)]
        case ev.Read():
            return [("documents", event.document)]
        case ev.Said():
            return [("rooms", event.room), *([] if event.speaker == ev.TRAINEE else [("cast", event.speaker)])]
        case ev.Closed():
            return [("endings", event.ending)]
    return []
