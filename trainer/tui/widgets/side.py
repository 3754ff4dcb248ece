"""The panel with the file, the rooms and the table. It stands left: Chinese text may have nothing to its right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import ContentSwitcher, OptionList, Static

from trainer.i18n import t
from trainer.session import table
from trainer.session.info import no_offers, speaker, way_heading
from trainer.tui.widgets.menu import Menu, Row
from trainer.tui.wrap import one_width

if TYPE_CHECKING:
    from trainer.session.director import Session

Tab = Literal["file", "rooms", "table"]
TABS: tuple[tuple[str, Tab], ...] = (("F3", "file"), ("F4", "rooms"), ("F5", "table"))


class Side(Vertical):
    """Three views of a session, one at a time."""

    class Chosen(Message):
        """A paper to read, or a room to go to: a command line."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    def __init__(self, session: Session, tab: Tab = "file", *, id: str) -> None:
        super().__init__(id=id)
        self.session, self.tab = session, tab

    def compose(self) -> ComposeResult:
        """See Textual."""
        yield Static(id="tabs", markup=False)
        with ContentSwitcher(initial=self.tab):
            yield Menu(id="file")
            yield Menu(id="rooms")
            with VerticalScroll(id="table"):
                yield Static(id="figures", markup=False)

    def on_mount(self) -> None:
        """See Textual."""
        self.show()

    def turn(self, tab: Tab) -> None:
        """Show a tab and put the focus there."""
        self.tab = tab
        self.query_one(ContentSwitcher).current = tab
        self.show()
        self.query_one(f"#{tab}").focus()

    def show(self) -> None:
        """Show how things stand now. A hidden tab costs nothing."""
        self.query_one("#tabs", Static).update(self._tabs())
        if not self.session.state.room:
            return
        match self.tab:
            case "file":
                self.query_one("#file", Menu).show(self._papers())
            case "rooms":
                self.query_one("#rooms", Menu).show(self._rooms())
            case "table":
                self.query_one("#figures", Static).update(figures(self.session))

    def _say(self, key: str, **values: object) -> str:
        return t(self.session.lang, f"tui.side.{key}", **values)

    def _tabs(self) -> Content:
        parts = []
        for key, tab in TABS:
            style = "bold $primary underline" if tab == self.tab else "$quiet"
            click = Style.from_meta({"@click": f"screen.side('{tab}')"})
            parts += [Content.assemble((f"{key} ", "$quiet"), (self._say(tab), style)).stylize(click), Content("  ")]
        return Content("").join(parts)

    def _papers(self) -> list[Row]:
        here: list[Row] = []
        away: list[Row] = []
        for number, paper in enumerate(table.papers(self.session.play, self.session.state), 1):
            mark = "✓ " if paper.read else ""
            about = self._say("read" if paper.read else "minutes", minutes=paper.minutes)
            row = Row(str(number), one_width(mark + paper.title), beside=about, light=paper.read or not paper.here)
            (here if paper.here else away).append(row)
        heading = [Row("gap", "", off=True)] if here else []
        return [*here, *heading, Row("", self._say("away")), *away] if away else here

    def _rooms(self) -> list[Row]:
        rows = []
        for number, room in enumerate(table.rooms(self.session.play, self.session.state), 1):
            state = "here" if room.here else "minutes" if room.open else "shut"
            about = [self._say(state, minutes=room.minutes)]
            about += [t(self.session.lang, "tui.comma").join(room.who)] if room.who else []
            about += [self._say("private")] if room.private else []
            name = f"> {room.name}" if room.here else room.name
            rows.append(Row(str(number), one_width(name), one_width(self._say("gap").join(about))))
        return rows

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        verb = "read" if event.option_list.id == "file" else "go"
        self.post_message(self.Chosen(f"/{verb} {event.option_id}"))


def figures(session: Session) -> Content:
    """The figures put so far, the lawful range and the menu."""
    lang, play, state = session.lang, session.play, session.state
    view = table.lawful_range(play, state)
    rows = [Content.styled(t(lang, "tui.side.offers"), "bold $primary")]
    ledger = table.ledger(state)
    for offer in ledger:
        fault = f" ({t(lang, 'info.unlawful')})" if not offer.lawful else ""
        rows.append(Content(one_width(f"{speaker(play, offer.by, lang)}: {offer.phrase}{fault}")))
    rows += [] if ledger else [Content.styled(one_width(no_offers(play, state)), "$quiet")]
    rows += [Content(""), Content.styled(t(lang, "tui.side.range"), "bold $primary")]
    if view is None:
        return Content("\n").join([*rows, Content.styled(one_width(t(lang, "menu.unknown")), "$quiet")])
    rows.append(Content.styled(one_width(view.phrase), "bold"))
    rows += [Content.styled(one_width(step), "$quiet") for step in view.steps]
    rows += [Content(""), Content.styled(t(lang, "tui.side.menu"), "bold $primary")]
    for way in view.menu:
        rows.append(Content.styled(one_width(way_heading(way, lang)), "bold"))
        rows += [Content.styled(one_width(f"- {step.label}"), "$quiet") for step in way.steps]
    return Content("\n").join(rows)
