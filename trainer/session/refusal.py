"""What cannot be done now, told in the language of the session: what, and what to do instead."""

from __future__ import annotations

from trainer.errors import UsageError
from trainer.i18n import t
from trainer.scenario.loader import Play
from trainer.scenario.models import Room
from trainer.session.table import rooms
from trainer.state import State
from trainer.text import MAX_TURN_CHARS, Lang


class TooLongError(UsageError):
    """More than a turn holds; who typed it should get it back."""


def must_fit(lang: Lang, words: str) -> None:
    """Raise TooLongError for more than a turn holds."""
    if len(words) > MAX_TURN_CHARS:
        what = t(lang, "refused.long_turn", limit=MAX_TURN_CHARS, size=len(words))
        raise TooLongError(what, do=t(lang, "refused.long_turn_do"))


def refusal(lang: Lang, key: str, **slots: object) -> UsageError:
    """The fault of that key: `refused.<key>`, and what to do in `refused.<key>_do`."""
    return UsageError(t(lang, f"refused.{key}", **slots), do=t(lang, f"refused.{key}_do", **slots))


def not_at_hand(play: Play, state: State) -> UsageError:
    """A paper that lies in another room: which one, as it is called here."""
    views = enumerate(rooms(play, state), 1)
    where = [(number, view.name) for number, view in views if play.rooms[view.id].kind == "file"]
    number, name = where[0] if where else (1, "-")
    return refusal(state.opening.lang, "not_at_hand", room=name, number=number)


def shut(play: Play, state: State, room: Room) -> UsageError:
    """Why a room cannot be entered now: in the author's words, else which ones can."""
    lang = state.opening.lang
    if room.closed:
        return UsageError(room.closed[lang])
    views = enumerate(rooms(play, state), 1)
    others = "; ".join(f"{number} {view.name}" for number, view in views if view.open and not view.here)
    return refusal(lang, "shut", room=room.name[lang], rooms=others or "-")
