"""What the program can show on request: rooms, papers, offers, the menu as text; people, law, briefing as Markdown."""

from __future__ import annotations

import re

from trainer.errors import UsageError
from trainer.i18n import t
from trainer.i18n.phrases import terms_phrase
from trainer.persona.bank import load_persona
from trainer.scenario.loader import Play
from trainer.session import table
from trainer.state import State
from trainer.text import Lang, escaped


def rooms_text(play: Play, state: State) -> str:
    """The rooms, numbered as `/go` takes them."""
    lang = state.opening.lang
    lines = []
    for number, room in enumerate(table.rooms(play, state), 1):
        mark = "→" if room.here else " " if room.open else "×"
        who = t(lang, "and").join(room.who)
        lines.append(
            t(
                lang,
                "info.room",
                mark=mark,
                number=number,
                name=room.name,
                minutes=room.minutes,
                who=f" · {who}" if who else "",
            )
        )
    return "\n".join(lines)


def papers_text(play: Play, state: State) -> str:
    """The papers, numbered as `/read` takes them."""
    lang = state.opening.lang
    lines = []
    for number, paper in enumerate(table.papers(play, state), 1):
        mark = "✓" if paper.read else " " if paper.here else "×"
        lines.append(t(lang, "info.paper", mark=mark, number=number, title=paper.title, minutes=paper.minutes))
    return "\n".join([*lines, "", t(lang, "info.papers_key")])


def offers_text(play: Play, state: State) -> str:
    """All figures put so far, the oldest first."""
    lang = state.opening.lang
    rows = table.ledger(state)
    if not rows:
        return no_offers(play, state)
    return "\n".join(
        "- "
        + t(lang, "named", who=speaker(play, row.by, lang), text=row.phrase)
        + ("" if row.lawful else t(lang, "aside", text=t(lang, "info.unlawful")))
        for row in rows
    )


def no_offers(play: Play, state: State) -> str:
    """Said where nothing was put yet: a prosecutor's own draft has a figure all the same, and it can be signed."""
    lang = state.opening.lang
    if state.trainee != "prosecutor":
        return t(lang, "info.no_offers")
    return t(lang, "info.draft", terms=terms_phrase(play.script.offer, lang))


def speaker(play: Play, who: str, lang: Lang) -> str:
    """How somebody is named in the conversation; the trainee is `you`."""
    if who in play.cast:
        return play.cast[who].call[lang]
    return t(lang, "you") if who in ("trainee", "defence") else t(lang, f"role.{who}")


def menu_text(play: Play, state: State) -> str:
    """The lawful range on the facts known so far, and what each further step would change."""
    lang = state.opening.lang
    view = table.lawful_range(play, state)
    if view is None:
        return t(lang, "menu.unknown")
    lines = [t(lang, "menu.range", range=view.phrase), "", t(lang, "menu.counted")]
    lines += [f"- {step}" for step in view.steps]
    lines += ["", t(lang, "menu.steps")]
    for way in view.menu:
        lines.append(f"- {way_heading(way, lang)}")
        for step in way.steps:
            needs = t(lang, "next").join(step.needs)
            lines.append("  - " + (t(lang, "menu.step", step=step.label, needs=needs) if needs else step.label))
    lines += ["", t(lang, "menu.sources", sources=t(lang, "next").join(view.sources)), *view.warnings]
    return "\n".join(lines)


def way_heading(way: table.WayView, lang: Lang) -> str:
    """What a group of steps comes to."""
    one = "" if len(way.steps) == 1 else "_any"
    key = f"menu.{way.kind}{one}" if way.kind == "lower" else f"menu.{way.kind}"
    return t(lang, f"{key}_at" if way.kind == "option" and way.phrase else key, range=way.phrase)


def who_text(play: Play, state: State) -> str:
    """The people of the case; their dispositions stay hidden until the debrief."""
    lang = state.opening.lang
    shown = [c for c in play.script.cast if state.trainee in c.played_when]
    return "\n".join(f"- **{c.name[lang]}** - {c.about[lang]}" for c in shown)


def notes_text(state: State) -> str:
    """The trainee's own notes."""
    lang = state.opening.lang
    return "\n".join(f"- {n}" for n in state.notes) or t(lang, "info.no_notes")


def article(ref: str, lang: Lang) -> str:
    """An article of law, official Chinese text; in English with the unofficial summary first."""
    from trainer.law.articles import show
    from trainer.law.cite import edition

    found = show(ref)
    title = f"{found.cited_zh} · {found.title_zh}" if lang == "zh" else f"{found.law_en} · {found.title}"
    head = f"**{found.ref} · {title}**\n\n"
    if lang == "en":
        head += f"{found.summary_en} *({t(lang, 'law.unofficial')})*\n\n"
    tail = t(lang, "law.version", version=edition(found.version, lang), date=found.checked_on)
    if found.reissue:
        tail += t(lang, "law.reissue", number=edition(found.reissue, lang))
    return f"{head}{found.text_zh}\n\n*{tail}*"


def law(words: str, lang: Lang) -> str:
    """The article that `words` names, or a list of those that hold the words."""
    from trainer.law.articles import named
    from trainer.law.search import excerpt, search

    bare = _BARE.fullmatch(words.strip())
    ref = f"CPL-{bare[1]}" if bare else words
    if named(ref):
        return article(ref, lang)
    found = search(words, lang)
    if not found:
        raise UsageError(t(lang, "law.nothing", words=words), do=t(lang, "law.write"))
    rows = (
        "- "
        + t(lang, "named", who=f"**{a.ref}** {a.title_zh if lang == 'zh' else a.title}",
            text=escaped(excerpt(a, words, lang)))
        for a in found
    )  # fmt: skip
    return t(lang, "law.found", words=escaped(words)) + "\n\n" + "\n".join(rows)


_BARE = re.compile(r"(?:art(?:icle|\.)?\s*|第\s*)?(\d{1,3})\s*条?", re.I)
"""An article named by its number alone: of the Criminal Procedure Law, as people in these rooms say it."""


def briefing(play: Play, state: State) -> str:
    """The briefing: case, role, stage, task, time, people."""
    lang, role = state.opening.lang, state.opening.role
    script = play.script
    goals = "\n".join(f"- {goal[lang]}" for goal in script.learn[role])
    return t(
        lang,
        "brief.page",
        title=script.title[lang],
        role=t(lang, f"role.{role}"),
        stage=t(lang, f"stage.{script.stage}"),
        brief=script.brief[role][lang],
        task=script.task[role][lang],
        minutes=script.minutes,
        starts=script.starts,
        goals=goals,
        people=who_text(play, state),
        mode=t(lang, f"mode.{state.opening.mode}"),
        advice=t(lang, "not_advice"),
    )


def dispositions(play: Play, state: State) -> list[tuple[str, str]]:
    """Who was played by which disposition: name and description, for the debrief."""
    lang = state.opening.lang
    return [(play.cast[who].name[lang], load_persona(pid).name[lang]) for who, pid in state.opening.personas.items()]
