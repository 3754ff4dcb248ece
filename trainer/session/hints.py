"""Hints for the coached mode: what would help most now, never an answer to type."""

from __future__ import annotations

from trainer.acts import DUTIES
from trainer.i18n import t
from trainer.persona.scene import is_established
from trainer.scenario.loader import Play
from trainer.scenario.people import spoken_of
from trainer.state import State
from trainer.text import Lang


def missing(play: Play, state: State) -> list[str]:
    """Ids of what has not been done yet and belongs here, the weightiest first."""
    kind = play.rooms[state.room].kind if state.room else "file"
    done, out = state.done, []
    if state.trainee == "defence":
        if kind == "file" and any(d.id not in state.read for d in play.documents_for("defence")):
            out.append("read")
        if kind in ("meeting", "signing"):
            out += [
                h
                for h, act in (
                    ("confidentiality", "inform:confidentiality"),
                    ("account", "ask:account"),
                    ("pressure", "ask:pressure"),
                    ("goals", "ask:goals"),
                )
                if act not in done
            ]
        if kind == "consultation":
            out += _consultation(play, state)
    else:
        out += [
            h
            for h, act in (
                ("evidence", "inform:evidence"),
                ("opinion", "ask:opinion"),
                ("basis", "inform:sentence_basis"),
                ("private_talk", "grant:private_talk"),
            )
            if act not in done
        ]
    if kind in ("meeting", "signing"):
        out += [f"duty.{d}" for d in DUTIES if d not in state.explained][:3]
        if state.explained and "ask:teach_back" not in done:
            out.insert(0, "teach_back")
    if kind == "signing" and state.mind.disclosed - state.mind.dealt:
        out.insert(0, "redflag")
    return out


def _consultation(play: Play, state: State) -> list[str]:
    out = []
    if not any(play.rooms[r].kind == "meeting" for r in state.entered):
        out.append("meet_first")
    fresh = [
        c
        for c in play.script.circumstances
        if is_established(c, state) and not c.in_offer and c.id not in state.grounds
    ]
    out += ["ground"] if fresh else []
    out += [
        h
        for h, act in (
            ("gap", "argue:evidence_gap"),
            ("figure", "propose:sentence"),
            ("repair", "propose:restitution"),
            ("bail", "request:bail"),
            ("record", "request:record_opinion"),
        )
        if act not in state.done
    ]
    return out


def hint(play: Play, state: State) -> tuple[str, str]:
    """The id and the words of the next hint; the same one is not given twice in a row."""
    found = [h for h in missing(play, state) if f"hint.{h}" not in state.flags] or ["none"]
    return found[0], words(play, found[0], state.opening.lang)


def words(play: Play, about: str, lang: Lang) -> str:
    """A hint as it is shown."""
    return t(lang, f"hint.{about}", **spoken_of(play, lang))


def warning(state: State) -> str:
    """On reaching the signing table: the weightiest duty that is about to be missed, or nothing."""
    core = [d for d in ("system", "sentence", "effect", "retraction", "counsel", "charge") if d not in state.explained]
    return f"duty.{core[0]}" if core else "teach_back" if "ask:teach_back" not in state.done else ""
