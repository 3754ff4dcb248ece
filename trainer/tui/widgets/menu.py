"""A list to choose from: a title line and a quieter line below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Rows without an id are headings."""

    id: str
    title: str
    below: str = ""
    beside: str = ""
    off: bool = False
    light: bool = False


class Menu(OptionList):
    """An option list of rows; all text is data."""

    def __init__(self, rows: Sequence[Row] = (), *, id: str | None = None) -> None:
        super().__init__(*map(_option, rows), id=id, markup=False, compact=True)

    def show(self, rows: Sequence[Row]) -> None:
        """Other rows; the highlighted one stays highlighted where it is still there."""
        before = self.highlighted_option
        self.set_options(map(_option, rows))
        ids = [row.id for row in rows]
        if before is not None and before.id in ids:
            self.highlighted = ids.index(before.id)
        else:
            self.highlighted = next((i for i, row in enumerate(rows) if row.id and not row.off), None)


def _option(row: Row) -> Option:
    if not row.id:
        return Option(Content.styled(row.title, "bold $primary"), disabled=True)
    prompt = Content.styled(row.title, "" if row.off or row.light else "bold")
    if row.beside:
        prompt = Content.assemble(prompt, "  ", (row.beside, "dim"))
    if row.below:
        prompt = Content("\n").join([prompt, Content.styled(row.below, "dim")])
    return Option(prompt, id=row.id, disabled=row.off)
