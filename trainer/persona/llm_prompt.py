"""The prompt of the voice: what never changes first, then the talk as the speaker heard it, last what to say now.

Nothing the speaker may not say this turn is in it: no hidden fact, no figure of another room.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.events import TRAINEE, Said
from trainer.i18n import catalogue, t
from trainer.llm.budget import Messages, estimate
from trainer.persona.bank import load_persona
from trainer.persona.speech import Ask
from trainer.text import Lang, clean, joined

if TYPE_CHECKING:
    from jinja2 import Environment

WINDOW, BLOCK = 10, 8
"""Lines of talk kept at least; older ones leave a block at a time, so that the beginning stays the same for long."""
LINE_CHARS = {"en": 500, "zh": 180}
LAST_CHARS = {"en": 1400, "zh": 500}
TALK_TOKENS = 1600
"""Tokens the talk may take, whatever the model could hold."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    folder = Path(__file__).parent / "prompts"
    return ImmutableSandboxedEnvironment(loader=FileSystemLoader(folder), undefined=StrictUndefined, autoescape=False)


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values).strip()


@lru_cache(maxsize=64)
def _system(role: str, lang: Lang, name: str, about: str, temper: str, charge: str) -> str:
    known = role if role in ("accused", "prosecutor", "defence", "victim") else "other"
    return _render(
        f"{known}.{lang}.j2", name=name, role=t(lang, f"role.{role}"), about=about, temper=temper, charge=charge,
        sentences="1-4" if lang == "en" else "一到四",
    )  # fmt: skip


@lru_cache(maxsize=2)
def instructions(lang: Lang) -> str:
    """All that stands in the templates around the words of the play, and the reasons a sentence is stopped for."""
    folder = Path(__file__).parent / "prompts"
    texts = [path.read_text("utf-8") for path in sorted(folder.glob(f"*.{lang}.j2"))]
    reasons = [text for key, text in catalogue(lang).items() if key.startswith("guard.")]
    return re.sub(r"\{[{%].*?[}%]\}", " ", " ".join((*texts, *reasons)))


class Prompt:
    """The messages of one turn, for the first try and for the second."""

    def __init__(self, ask: Ask, room: int) -> None:
        """`room` is the number of tokens the whole prompt may take."""
        self.ask, self.lang = ask, ask.lang
        scene = ask.scene
        member = scene.play.cast[scene.who]
        persona = load_persona(scene.state.opening.personas[scene.who])
        self.name = member.name[self.lang]
        self.system = _system(
            ask.role, self.lang, self.name, member.about[self.lang], persona.about[self.lang],
            scene.play.script.charge[self.lang],
        )  # fmt: skip
        last = self._last()
        self._heard = clean(last.text)[: LAST_CHARS[self.lang]] if last else ""
        spare = room - estimate(self.system) - estimate(self._heard) - estimate(ask.authored) - 250
        self.talk = self._talk(ask.heard[:-1] if last else ask.heard, min(TALK_TOKENS, max(0, spare)))

    def messages(self, shown: list[str], reason: str = "") -> Messages:
        """System, talk, and the turn."""
        ask = self.ask
        free = [p.text for p in ask.free if p.text]
        turn = _render(
            f"_turn.{self.lang}.j2", heard=self._heard, name=self.name, settled=self._settled(), mood=self._mood(),
            parts=free, after=joined((p.text for p in ask.parts if p not in ask.free), self.lang),
            shown=joined(shown, self.lang), reason=reason,
        )  # fmt: skip
        return [("system", self.system), *self.talk, ("user", turn)]

    def _last(self) -> Said | None:
        """The trainee's words that are being answered, if they are the last that was heard."""
        last = self.ask.heard[-1] if self.ask.heard else None
        return last if last is not None and last.speaker == TRAINEE else None

    def _talk(self, heard: tuple[Said, ...], tokens: int) -> list[tuple[str, str]]:
        """The last lines, cut at a block's edge; neighbours of the same side are one message."""
        first = max(0, len(heard) - WINDOW) // BLOCK * BLOCK
        lines = [(self._side(e), clean(e.text)[: LINE_CHARS[self.lang]]) for e in heard[first:]]
        while lines and sum(estimate(text) + 4 for _, text in lines) > tokens:
            lines = lines[BLOCK // 2 :]
        out: list[tuple[str, str]] = []
        for side, text in lines:
            if out and out[-1][0] == side:
                out[-1] = (side, f"{out[-1][1]}\n{text}")
            else:
                out.append((side, text))
        # Many servers want the talk to begin with the other side.
        return [("user", "…"), *out] if out and out[0][0] == "assistant" else out

    def _side(self, said: Said) -> str:
        return "assistant" if said.speaker == self.ask.scene.who else "user"

    def _settled(self) -> str:
        """What was settled, in words without figures: figures are for the note of the turn that names them."""
        state = self.ask.scene.state
        if self.ask.role not in ("prosecutor", "defence"):
            return ""
        found = [t(self.lang, "voice.settled_offer")] if state.offer else []
        found += [t(self.lang, "voice.settled_agreed")] if state.agreed else []
        found += [t(self.lang, "voice.settled_decided")] if state.decision else []
        if state.grounds:
            comma = "、" if self.lang == "zh" else ", "
            names = comma.join(t(self.lang, f"ground.{g}") for g in list(state.grounds)[-8:])
            found.append(t(self.lang, "voice.settled_grounds", grounds=names))
        return ("，" if self.lang == "zh" else ", ").join(found)

    def _mood(self) -> str:
        mind = self.ask.scene.state.mind
        if self.ask.role != "accused":
            return t(self.lang, "voice.mood_calm")
        low = "afraid" if mind.pressed > 0.5 else "wary"
        mood = "bad" if mind.mood < -0.3 else "warm" if mind.trust >= 0.6 else low
        return t(self.lang, f"voice.mood_{mood}")
