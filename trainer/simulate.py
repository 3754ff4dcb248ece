"""Trainees who play by themselves: a plan of things to say and do, each with the condition under which it is done.

A plan stands in `scenarios/<id>/trainees/<name>.yaml`, in both languages, and is played through the same door as what
a person types. What the personas answer is theirs: a plan only says what the trainee does next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from pydantic import Field

from trainer.content import load_model
from trainer.errors import UsageError
from trainer.i18n.faults import fault
from trainer.scenario.conditions import When
from trainer.scenario.loader import Play, load_play
from trainer.scenario.models import Content, Role, Words
from trainer.session.director import Session
from trainer.session.judging import holds
from trainer.store.memory import MemoryStore
from trainer.text import Lang

DEMO_TRAINEE = "careful"


class Step(Content):
    """One thing the trainee says (both languages) or does (a command), if the condition holds when its turn comes."""

    say: Words | None = None
    do: Words | str = Field(default="", description="a command; in both languages where it carries words")
    when: When | None = Field(default=None, description="skipped where this does not hold")


class Plan(Content):
    """A trainee: who they are, their chair, and what they do in order."""

    name: Words
    about: Words
    role: Role
    mode: str = "practice"
    seed: int = 0
    personas: dict[str, str] = {}
    steps: list[Step] = Field(min_length=1)


def plan_names(play: Play) -> list[str]:
    """The trainees a scenario comes with."""
    return sorted(p.stem for p in (play.folder / "trainees").glob("*.yaml"))


def load_plan(play: Play, name: str) -> Plan:
    """A trainee's plan; an unknown one is a usage fault that names the known ones."""
    path: Path = play.folder / "trainees" / f"{name}.yaml"
    if name not in plan_names(play):
        raise fault(UsageError, "unknown_trainee", scenario=play.script.id, id=name, known=", ".join(plan_names(play)))
    return load_model(path, Plan)


class Player:
    """Feeds a plan to a session as lines of input: a text stream that looks at the state before each line."""

    def __init__(self, session: Session, plan: Plan, out: TextIO | None = None) -> None:
        self.session, self.out = session, out
        self._lines = self._run(plan)

    def _run(self, plan: Plan) -> Iterator[str]:
        for step in plan.steps:
            if self.session.closed:
                return
            if step.when is not None and not holds(self.session.play, self.session.state, step.when):
                continue
            chosen = step.say or step.do
            yield chosen[self.session.lang] if isinstance(chosen, Words) else chosen
        if self.session.in_court and not self.session.closed:
            yield "/rest"

    def readline(self) -> str:
        """The next line, or nothing when the plan is done."""
        line = next(self._lines, "")
        if self.out is not None and line:
            self.out.write(line + "\n")
        return line + "\n" if line else ""


async def simulate(
    scenario: str, trainee: str, lang: Lang, *, seed: int | None = None, store: object = None,
    out: TextIO | None = None, ready: Callable[[Session], None] | None = None,
) -> Session:  # fmt: skip
    """One unattended session, played to its end or to the end of the plan. `ready` prepares it, e.g. gives a voice."""
    from trainer.dialogue.embedded import EmbeddedInterpreter, models_hash
    from trainer.plain import Plain

    play = load_play(scenario)
    plan = load_plan(play, trainee)
    session = Session.create(
        scenario, role=plan.role, lang=lang, mode=plan.mode, seed=plan.seed if seed is None else seed,  # type: ignore[arg-type]
        personas=plan.personas if seed is None else None, store=store or MemoryStore(),  # type: ignore[arg-type]
        interpreter=EmbeddedInterpreter(), fingerprint=models_hash(),
    )  # fmt: skip
    if ready is not None:
        ready(session)
    await Plain(session, Player(session, plan, out), out or _Nowhere()).run()
    return session


class _Nowhere:
    """An output nobody reads."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Nothing to do."""


async def demo(scenario: str, lang: Lang, out: TextIO) -> Session:
    """The careful trainee on the default scenario, shown as it happens."""
    return await simulate(scenario, DEMO_TRAINEE, lang, out=out)
