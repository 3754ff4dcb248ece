"""Who plays: dispositions drawn or chosen, their traits, and the policy that answers for each role."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from trainer.errors import UsageError
from trainer.i18n.faults import fault
from trainer.persona import accused, lawyer, prosecutor, victim
from trainer.persona.bank import Traits, load_persona
from trainer.persona.intent import Reply, say
from trainer.persona.scene import Scene
from trainer.scenario.loader import Play
from trainer.state import Mind

POLICY: dict[str, Callable[[Scene], Reply]] = {
    "accused": accused.respond,
    "prosecutor": prosecutor.respond,
    "defence": lawyer.respond,
    "victim": victim.respond,
}


def draw(play: Play, seed: int, chosen: dict[str, str] | None = None) -> dict[str, str]:
    """A disposition for every cast member: the chosen ones, the rest drawn by the seed."""
    chosen = chosen or {}
    unknown = set(chosen) - set(play.cast)
    if unknown:
        raise fault(UsageError, "nobody_of_that_id", who=", ".join(sorted(unknown)), known=", ".join(play.cast))
    out = {}
    for member in play.script.cast:
        rng = Random(f"{seed}:{play.script.id}:{member.id}")
        pick = rng.choice(member.personas)
        wanted = chosen.get(member.id)
        if wanted and wanted not in member.personas:
            known = ", ".join(member.personas)
            raise fault(UsageError, "cannot_play", persona=wanted, who=member.id, known=known)
        out[member.id] = wanted or pick
    return out


def traits_of(personas: dict[str, str], who: str) -> Traits:
    """The traits of whoever plays this cast member."""
    return load_persona(personas[who]).traits


def opening_mind(play: Play, personas: dict[str, str]) -> Mind:
    """The accused before anything happened: the script's understanding and pressure, the disposition's trust."""
    script = play.script.mind
    traits = traits_of(personas, "accused") if "accused" in personas else Traits()
    understanding = {duty: min(1.0, v * (0.5 + traits.schooling)) for duty, v in script.understanding.items()}
    return Mind(
        understanding=understanding, beliefs=frozenset(b.id for b in script.beliefs), trust=traits.trust,
        pressure=dict(script.pressure),
    )  # fmt: skip


def greet(scene: Scene, role: str, been: bool) -> Reply:
    """What somebody does when the trainee comes into the room. `been`: the trainee has been in this room before."""
    if role == "prosecutor":
        return prosecutor.open_offer(scene)
    if role == "defence":
        return lawyer.enter(scene)
    if not met(scene):
        return Reply(moves=(say("enter"),))
    # Who was at the table ten minutes ago is met again, and not for the first time, in a room that is new.
    return Reply(moves=(say("enter.again") if been else say("enter.met", "enter.again"),))


def met(scene: Scene) -> bool:
    """Whether the two have seen each other before, wherever it was."""
    return scene.who in scene.state.voices or scene.who in scene.state.told
