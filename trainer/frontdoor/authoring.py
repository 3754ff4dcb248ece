"""For authors: what there is, briefings, and lint of scenarios."""

from __future__ import annotations

from trainer.errors import ContentError
from trainer.frontdoor.output import print_markdown, print_text
from trainer.frontdoor.playing import make_session
from trainer.text import Lang


def list_scenarios(lang: Lang) -> None:
    """All scenarios, one a line; behind them those with a fault, and the fault."""
    from trainer.scenario.headlines import broken, headlines

    lines = [f"{h.id:<20} {h.title[lang]} - {h.tagline[lang]}" for h in headlines()]
    lines += [f"{b.id:<20} ! {b.line(lang)}" for b in broken()]
    print_text("\n".join(lines))


def list_personas(lang: Lang) -> None:
    """All dispositions, one a line."""
    from trainer.content import names
    from trainer.persona.bank import load_persona

    found = (load_persona(name) for name in names("personas"))
    print_text("\n".join(f"{p.id:<20} {p.role:<12} {p.name[lang]} - {p.about[lang]}" for p in found))


def list_rubrics(lang: Lang) -> None:
    """All rubrics, one a line: version, how many items, name."""
    from trainer.scoring.rubric import load_rubric, questions, rubric_ids

    found = (load_rubric(rid) for rid in rubric_ids())
    print_text("\n".join(f"{r.id:<20} {r.version:<8} {len(questions(r.id)):>3}  {r.name[lang]}" for r in found))


def show_rubric(rubric: str, lang: Lang) -> None:
    """The items of a rubric."""
    from trainer.scoring.rubric import load_rubric, questions

    head = f"{load_rubric(rubric).name[lang]} {load_rubric(rubric).version}"
    items = (f"  {i.id:<24} {i.weight:<10} {i.question[lang]}" for i in questions(rubric))
    print_text("\n".join([head, *items]))


def show_briefing(scenario: str, role: str | None, lang: Lang) -> None:
    """The briefing of a scenario, without playing it."""
    from trainer.session.info import briefing
    from trainer.store.memory import MemoryStore

    session = make_session(
        scenario=scenario, role=role, mode="practice", seed=0, personas=[], lang=lang, store=MemoryStore()
    )
    print_markdown(briefing(session.play, session.state))


def lint_scenarios(wanted: list[str], lang: Lang) -> None:
    """Check scenarios; every fault is one line, and the command fails if there is any."""
    from trainer.i18n import t
    from trainer.scenario.headlines import scenario_ids
    from trainer.session.lint import lint

    faults = [fault for name in (wanted or scenario_ids()) for fault in lint(name)]
    if faults:
        print_text("\n".join(faults))
        raise ContentError(t(lang, "lint.faults", count=len(faults)), do=t(lang, "lint.mend"))
    print_text(t(lang, "lint.sound"))
