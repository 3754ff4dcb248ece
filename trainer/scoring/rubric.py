"""Rubrics: narrow questions about one speaker's conduct, read from YAML, versioned and hashed."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Literal

from trainer.content import find, load_model, names
from trainer.errors import UsageError
from trainer.i18n.faults import fault
from trainer.scenario.models import Content, Words

Weight = Literal["essential", "important", "optional", "pitfall"]
POINTS: dict[str, int] = {"essential": 3, "important": 2, "optional": 1, "pitfall": 2}
"""Points by weight. A pitfall found takes its points away; a critical one caps the rubric besides."""


class Rule(Content):
    """How the embedded judge decides an item: by acts, by a deed, or by a rule written in code."""

    kind: Literal["act", "event", "special"]
    acts: list[str] = []
    to: list[str] | None = None
    polarity: list[str] | None = None
    before: Literal["decision", "consultation"] | None = None
    room: list[str] = []
    min: int = 1
    concept: str | None = None
    event: str = ""
    private: bool = False
    name: str = ""
    note: str = ""


class Advice(Content):
    """What is said when an item is missed: why it matters, the article, and words one could have used."""

    why: Words
    article: str
    say: Words


class Item(Content):
    """One yes/no question."""

    id: str
    name: Words
    question: Words
    basis: list[str] = []
    source: str = ""
    roles: list[str] = []
    scenes: list[str] = []
    weight: Weight
    critical: bool = False
    applies: str | None = None
    rule: Rule
    advice: Advice
    duty: str = ""
    step: str = ""


class Duty(Content):
    """One of the ten explanation duties; expanded to five items by the ladder."""

    id: str
    name: Words
    question: Words
    core: Words
    basis: list[str]
    source: str
    weight: Weight
    acts: list[str]
    scenes: list[str] = []
    advice: Advice
    say_plain: Words
    say_check: Words


class StepAdvice(Content):
    """Advice of a ladder step; the article and the words come from the duty."""

    why: Words


class Step(Content):
    """One step of the ladder."""

    step: Literal["said", "plain", "correct", "before", "checked"]
    name: Words
    question: Words
    weight: str
    rule: Rule
    advice: StepAdvice


class Rubric(Content):
    """A rubric as written."""

    id: str
    version: str
    name: Words
    intro: Words
    roles: list[str]
    basis: list[str] = []
    items: list[Item] = []
    ladder: list[Step] = []
    duties: list[Duty] = []
    pitfalls: list[Item] = []

    def questions(self) -> list[Item]:
        """All items, the duties expanded to `<duty>.<step>`."""
        expanded = [_expand(duty, step) for duty in self.duties for step in self.ladder]
        return [*expanded, *self.items, *self.pitfalls]


def _expand(duty: Duty, step: Step) -> Item:
    say = {"plain": duty.say_plain, "checked": duty.say_check}.get(step.step, duty.advice.say)
    why = duty.advice.why if step.step == "said" else _about(step.advice.why, duty.name)
    return Item(
        id=f"{duty.id}.{step.step}", name=_titled(duty.name, step.name), question=_about(step.question, duty.name),
        basis=duty.basis, source=duty.source, scenes=duty.scenes,
        weight=duty.weight if step.weight == "duty" else step.weight,
        rule=step.rule, advice=Advice(why=why, article=duty.advice.article, say=say), duty=duty.id, step=step.step,
    )  # fmt: skip


def _about(words: Words, name: Words) -> Words:
    return Words(en=words.en.replace("{duty}", name.en), zh=words.zh.replace("{duty}", name.zh))


def _titled(name: Words, step: Words) -> Words:
    return Words(en=f"{name.en}: {step.en}", zh=f"{name.zh}：{step.zh}")


def rubric_ids() -> list[str]:
    """The rubrics there are."""
    return names("rubrics")


@lru_cache(maxsize=16)
def load_rubric(rubric_id: str) -> Rubric:
    """A rubric by its id; an unknown one is a usage fault that names the known ones."""
    path = find("rubrics", f"{rubric_id}.yaml")
    if path is None:
        raise fault(UsageError, "unknown_rubric", id=rubric_id, known=", ".join(rubric_ids()))
    return load_model(path, Rubric)


@lru_cache(maxsize=16)
def questions(rubric_id: str) -> tuple[Item, ...]:
    """The expanded items of a rubric."""
    return tuple(load_rubric(rubric_id).questions())


def sha256(rubric: Rubric) -> str:
    """The identity of a rubric's content."""
    return hashlib.sha256(json.dumps(rubric.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()
