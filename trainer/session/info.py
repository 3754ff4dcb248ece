"""What the program can show on request, as Markdown: rooms, papers, offers, the menu, people, law."""

from __future__ import annotations

from trainer.i18n import t
from trainer.i18n.phrases import terms_phrase
from trainer.persona.bank import load_persona
from trainer.scenario.loader import Play
from trainer.session import table
from trainer.state import State
from trainer.text import Lang


def rooms_text(play: Play, state: State) -> str:
    """The rooms, numbered as `/go` takes them."""
    lang = state.opening.lang
    lines = []
    for number, room in enumerate(table.rooms(play, state), 1):
        mark = "→" if room.here else " " if room.open else "×"
        who = ", ".join(room.who)
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
    rows = table.ledger(play, state)
    if not rows:
        return no_offers(play, state)
    return "\n".join(
        f"- {speaker(play, row.by, lang)}: {row.phrase}" + ("" if row.lawful else f" ({t(lang, 'info.unlawful')})")
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
    lines = [t(lang, "menu.range", range=view.phrase), "", t(lang, "menu.counted")]
    lines += [f"- {step}" for step in view.steps]
    lines += ["", t(lang, "menu.steps")]
    for step in view.menu:
        needs = f" ({'; '.join(step.needs)})" if step.needs else ""
        lines.append(f"- {step.label}{': ' if step.phrase else ''}{step.phrase}{needs}")
    lines += ["", t(lang, "menu.sources", sources=("；" if lang == "zh" else "; ").join(view.sources)), *view.warnings]
    return "\n".join(lines)


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

    found = show(ref)
    title = f"{found.cited_zh} · {found.title_zh}" if lang == "zh" else f"{found.law_en} · {found.title}"
    head = f"**{found.ref} · {title}**\n\n"
    if lang == "en":
        head += f"{found.summary_en} *({t(lang, 'law.unofficial')})*\n\n"
    tail = t(lang, "law.version", version=found.version, date=found.checked_on)
    if found.reissue:
        tail += " " + t(lang, "law.reissue", number=found.reissue)
    return f"{head}{found.text_zh}\n\n*{tail}*"


def law(words: str, lang: Lang) -> str:
    """The article that `words` names, or a list of those that hold the words."""
    from trainer.law.articles import named
    from trainer.law.search import excerpt, search

    if named(words):
        return article(words, lang)
    found = search(words, lang)
    if not found:
        return article(words, lang)  # the fault of the reference says how to write one
    rows = (f"- **{a.ref}** {a.title_zh if lang == 'zh' else a.title}: {excerpt(a, words, lang)}" for a in found)
    return t(lang, "law.found", words=words) + "\n\n" + "\n".join(rows)


def briefing(play: Play, state: State) -> str:
    """The briefing: case, role, stage, task, time, people."""
    lang, role = state.opening.lang, state.opening.role
    script = play.script
    goals = "\n".join(f"- {goal[lang]}" for goal in script.learn)
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
