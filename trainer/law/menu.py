"""The sentencing menu: what each further step would change, and which outcomes without custody are open.

A step never worsens the case: where it replaces a weaker row of the same circumstance, the rate fixed so far remains
the least it gives. Steps that need a fact outside the accused's power (surrender, merit, good custody) are listed only
when the case names them under `possible`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trainer.law.calc import sentence
from trainer.law.case import PLEA, SentenceSpec, Use
from trainer.law.guidelines import Range, guidelines
from trainer.law.notes import Note, phrase, word
from trainer.law.result import SentenceResult

_STAGES = ("investigation", "prosecution", "trial", "second_instance")
_PAID, _UNFORGIVEN, _UNPAID = (
    "compensation.paid_and_forgiven",
    "compensation.paid_not_forgiven",
    "compensation.forgiven_not_paid",
)
_BETTER = {"": (_PAID, _UNFORGIVEN, _UNPAID), _UNFORGIVEN: (_PAID,), _UNPAID: (_PAID,), _PAID: ()}
_OPTIONS = ("probation", "control", "fine_only", "exemption", "non_prosecution")
_RECONCILABLE = {False: 36.0, True: 84.0}


@dataclass(frozen=True, slots=True)
class MenuStep:
    """A further step ("step") or an outcome without custody ("option").

    `months` is the declared range with it, `change` how its two ends move (months, minus is less), `adjusted` the
    result before rounding, `needs` what has to be done or proved, `opens` the outcomes it makes available.
    """

    id: str
    kind: str
    months: tuple[int, int]
    change: tuple[int, int]
    adjusted: Range
    needs: tuple[Note, ...] = ()
    opens: tuple[str, ...] = ()
    stage: str = ""

    def label(self, lang: str = "en") -> str:
        """The step in words."""
        if self.kind == "option":
            return phrase(f"option_{self.id}", {}, lang)
        if self.stage:
            return phrase(
                "step_plea_stage", {"stage": phrase(f"stage_{self.stage}", {}, "zh" if lang == "zh" else "en")}, lang
            )
        row = guidelines().rows.get(self.id)
        if row is None:
            circumstance = guidelines().circumstances.get(self.id)
            if circumstance:
                return circumstance.zh if lang == "zh" else circumstance.en
            return next((_name(s, lang) for o in guidelines().offences if (s := o.special.get(self.id))), self.id)
        parent = guidelines().circumstances[row.circumstance]
        name = _name(parent, lang)
        return name if len(parent.rows) == 1 else f"{name}：{row.zh}" if lang == "zh" else f"{name}: {row.en}"

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """The entry of `menu` in the `sentence` contract."""
        out: dict[str, Any] = {
            "if": self.id,
            "months": list(self.months),
            "kind": self.kind,
            "change": list(self.change),
        }
        if self.stage:
            out["stage"] = self.stage
        if self.needs:
            out["needs"] = [word(note, lang) for note in self.needs]
        if self.opens:
            out["opens"] = list(self.opens)
        return out


def menu(spec: SentenceSpec) -> list[MenuStep]:
    """The steps still open in the case, the most effective first, then the outcomes without custody."""
    now = sentence(spec)
    steps = [_step(id, stage, then, needs, now) for id, stage, then, needs in _open_steps(spec, now)]
    steps.sort(key=lambda s: (sum(s.adjusted), sum(s.months), _worth(s.id), s.id))
    return [*steps, *_options(now)]


def _worth(id: str) -> float:
    """The deepest cut of the row by itself, in signed percent: it orders steps of equal effect."""
    row = guidelines().rows.get(id)
    return row.pct[0] if row else 0.0


def _name(item: Any, lang: str) -> str:
    return str(item.zh if lang == "zh" else item.en)


def _step(id: str, stage: str, then: SentenceSpec, needs: tuple[Note, ...], now: SentenceResult) -> MenuStep:
    after = sentence(then)
    before, months = now.declared.months, after.declared.months
    opens = [a for a in after.alternatives if a not in now.alternatives]
    if after.probation.possible and not now.probation.possible:
        opens.insert(0, "probation")
    if not stage and after.adjusted == now.adjusted and now.spec.has(PLEA):
        needs = (*needs, Note("inside_package", "2021 Guidelines III.(14)"))
    adjusted = after.adjusted if not after.counts else (float(months[0]), float(months[1]))
    return MenuStep(
        id, "step", months, (months[0] - before[0], months[1] - before[1]), adjusted, needs, tuple(opens), stage
    )


Step = tuple[str, str, SentenceSpec, tuple[Note, ...]]


def _open_steps(spec: SentenceSpec, now: SentenceResult) -> Iterator[Step]:
    flags = frozenset[str]().union(*(c.offence.flags for c in now.counts or (now,)))
    yield from _plea(spec)
    if "property" in flags and not spec.has("restitution") and not spec.has("pre_indictment_restitution"):
        yield (
            "restitution",
            "",
            spec.with_circumstance("restitution"),
            (Note("need_restitution", "2021 Guidelines III.(10)"),),
        )
    if "victim" in flags and not spec.has("reconciliation"):
        yield from _victim(spec)
        if "reconcilable" in flags or "negligent" in flags:
            yield from _reconciliation(spec, now, "negligent" in flags)
    if not spec.has("surrender") and not spec.has("confession"):
        yield "confession.own_crime", "", spec.with_circumstance("confession"), (Note("need_confession", "CL 67"),)
    if (
        not spec.counts
        and "pre_indictment_restitution" in now.offence.special
        and not spec.has("pre_indictment_restitution")
    ):
        then = spec.without("restitution").with_circumstance(
            "pre_indictment_restitution", pct=_kept(spec, "restitution", -40)
        )
        yield "pre_indictment_restitution", "", then, (Note("need_before_indictment", "CL 176"),)
    for id in spec.possible:
        if not spec.has(id.partition(".")[0]):
            yield id, "", spec.with_circumstance(id), (Note("need_proof"),)


def _plea(spec: SentenceSpec) -> Iterator[Step]:
    need = (Note("need_plea", "CPL 15, 174"),)
    ladder = (spec.counts[0] if spec.counts else spec).local_rules.plea_ladder
    if not spec.has(PLEA):
        if not ladder:
            yield PLEA, "", spec.with_circumstance(PLEA), need
        for stage in ladder:
            yield PLEA, stage, spec.with_circumstance(PLEA, stage=stage), need
        return
    used = _uses(spec, PLEA)[0]
    if used.id != PLEA or used.stage not in _STAGES:
        return
    for stage in _STAGES[: _STAGES.index(used.stage)]:
        known = stage in ladder and used.stage in ladder
        note = Note("need_earlier", "OP 9, 33") if known else Note("stage_unpriced", "OP 9, 33 / SPC 355")
        pct = list(used.pct) if used.pct else None
        yield PLEA, stage, spec.with_circumstance(PLEA, stage=stage, pct=pct), (note,)


def _victim(spec: SentenceSpec) -> Iterator[Step]:
    used = _uses(spec, "compensation")
    for id in _BETTER[used[0].id if used else ""]:
        low = guidelines().rows[id].pct[0]
        yield (
            id,
            "",
            spec.with_circumstance(id, pct=_kept(spec, "compensation", low)),
            (Note(f"need_{id.partition('.')[2]}", "2021 Guidelines III.(11) / OP 16-18"),),
        )


def _reconciliation(spec: SentenceSpec, now: SentenceResult, negligent: bool) -> Iterator[Step]:
    """Open for what is likely to be at most three years, or seven for a crime of negligence (CPL 288)."""
    facts = frozenset[str]().union(*(s.facts for s in spec.counts or (spec,)))
    if now.declared.months[0] > _RECONCILABLE[negligent] or "prior_intentional_crime" in facts:
        return
    property_crime = any("property" in c.offence.flags for c in now.counts or (now,))
    if property_crime and "civil_dispute" not in facts:
        return  # a theft or fraud seldom grows out of a civil dispute: the case has to say so
    needs = [Note("need_reconciliation", "CPL 288, 289")]
    if not negligent and "civil_dispute" not in facts:
        needs.append(Note("need_civil_dispute", "CPL 288"))
    then = spec.without("compensation").with_circumstance("reconciliation.normal", pct=_kept(spec, "compensation", -50))
    yield "reconciliation.normal", "", then, tuple(needs)


def _uses(spec: SentenceSpec, circumstance: str) -> list[Use]:
    return [u for s in spec.counts or (spec,) for u in s.circumstances if u.circumstance == circumstance]


def _kept(spec: SentenceSpec, circumstance: str, low: float) -> list[float] | None:
    """The new row's range, but giving at least what is fixed for the circumstance already."""
    fixed = [u.pct for u in _uses(spec, circumstance) if u.pct]
    if not fixed:
        return None
    return [min(low, *(p[0] for p in fixed)), max(p[1] for p in fixed)]


def _options(now: SentenceResult) -> Iterator[MenuStep]:
    limits = guidelines().limits
    low, high = now.declared.months
    for id in _OPTIONS:
        if id == "probation":
            if not now.probation.possible:
                continue
            months = (low, min(high, int(limits.probation_max_term)))
            needs = now.probation.why
        elif id in now.alternatives:
            control = (int(limits.control[0]), int(limits.control[1]))
            months = control if id == "control" else (0, 0)
            needs = (Note(f"need_{id}", _SOURCES[id]),)
        else:
            continue
        yield MenuStep(id, "option", months, (months[0] - low, months[1] - high), now.adjusted, needs)


_SOURCES = {
    "control": "CL 38 / OP 36",
    "fine_only": "CL 34, 52",
    "exemption": "CL 37",
    "non_prosecution": "CPL 177 / OP 30",
}
