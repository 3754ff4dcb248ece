"""For instructors: marks given by hand, raters compared, cohorts."""

from __future__ import annotations

import csv
import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import UsageError
from trainer.frontdoor.options import not_together
from trainer.frontdoor.output import percent, print_table
from trainer.i18n import t
from trainer.text import Lang, clean

if TYPE_CHECKING:
    from trainer.clinic.agreement import Agreement, Disputed, Figure, PairFigures
    from trainer.clinic.cohort import RubricRow
    from trainer.scoring.result import Outcome


# Marks


def mark_item(
    result: Path, item: str, outcome: str, reason: str, rater: str, quote: str, rubric: str, lang: Lang
) -> None:
    """Put a person's mark beside a result, and say where it lies."""
    from typing import cast

    from trainer.clinic.marks import give_mark
    from trainer.report.reasons import human_words
    from trainer.scoring.result import HumanMark

    if not reason.strip():
        raise UsageError("a mark needs a reason", do='--reason "what you saw or missed"')
    mark = HumanMark(rater or _user(), cast("Outcome", outcome), reason.strip(), quote.strip())
    given = give_mark(result, item, mark, rubric)
    words = human_words(given.judged, mark.outcome, mark.rater, mark.reason, lang)
    sys.stdout.write(clean(f"{given.rubric} {given.item}: {words}") + f"\n{given.path}\n")


def _user() -> str:
    """The name of the account, where the system knows one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise UsageError("the system tells no name for you", do="--rater NAME") from None


# Agreement


def compare(specs: Sequence[str], resamples: int, seed: int, as_json: bool, lang: Lang) -> None:
    """How far raters agree: per rubric, overall, and where they do not."""
    from trainer.clinic.agreement import agreements, disputed
    from trainer.clinic.raters import read_rater, table

    if len(specs) < 2:
        raise UsageError("one rater agrees with nobody", do="name two or more files or folders")
    if len(set(specs)) < len(specs):
        raise UsageError("a rater is named twice", do="name different files or folders")
    found = table([read_rater(spec) for spec in specs])
    rows, items = agreements(found, resamples, seed), disputed(found)
    if as_json:
        document = {
            "raters": list(found.raters), "resamples": resamples, "seed": seed, "totals": "points 0-100, whole",
            "rubrics": [row.to_json() for row in rows if row.rubric],
            "overall": rows[-1].to_json(),
            "disputed": [{"rubric": d.rubric, "item": d.item, "differ": d.differ, "n": d.n} for d in items],
        }  # fmt: skip
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        return
    for row in rows:
        _print_agreement(row, lang)
    _print_disputed(items, lang)
    sys.stdout.write(t(lang, "clinic.agree.key", resamples=resamples) + "\n")


def _print_agreement(row: Agreement, lang: Lang) -> None:
    name = clean(row.rubric) or t(lang, "clinic.agree.overall")
    sys.stdout.write(t(lang, "clinic.agree.title", name=name, n=row.n, transcripts=row.transcripts) + "\n")
    head = [t(lang, f"clinic.agree.{k}")
            for k in ("pair", "n", "percent", "kappa", "weighted", "recall", "true_negative", "macro_f1")]  # fmt: skip
    print_table(head, [_pair_cells(p, lang) for p in row.pairs], "  ")
    alpha, totals = _figure(row.alpha), _figure(row.alpha_totals)
    sys.stdout.write("  " + t(lang, "clinic.agree.alpha", items=alpha, totals=totals) + "\n\n")


def _pair_cells(pair: PairFigures, lang: Lang) -> list[str]:
    shares = [percent(pair.recall), percent(pair.true_negative)]
    f1 = "–" if pair.macro_f1 is None else f"{pair.macro_f1:.2f}"
    figures = [_share(pair.percent), _figure(pair.kappa), _figure(pair.weighted_kappa)]
    return [t(lang, "clinic.agree.names", a=clean(pair.a), b=clean(pair.b)), str(pair.n), *figures, *shares, f1]


def _figure(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    between = "" if figure.low is None or figure.high is None else f" [{figure.low:.2f}, {figure.high:.2f}]"
    return f"{figure.value:.2f}{between}"


def _share(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    between = "" if figure.low is None or figure.high is None else f" [{percent(figure.low)}, {percent(figure.high)}]"
    return f"{percent(figure.value)}{between}"


def _print_disputed(items: Sequence[Disputed], lang: Lang) -> None:
    if not items:
        sys.stdout.write(t(lang, "clinic.agree.no_dispute") + "\n")
        return
    sys.stdout.write(t(lang, "clinic.agree.disputed") + "\n")
    head = [t(lang, f"clinic.agree.{k}") for k in ("item", "differ")]
    print_table(head, [[f"{d.rubric} {d.item}", f"{d.differ}/{d.n}"] for d in items], "  ")


# Cohort


def show_cohort(files: Sequence[Path], as_csv: bool, as_json: bool, lang: Lang) -> None:
    """The table of a cohort."""
    from trainer.clinic.cohort import cohort, documents

    not_together(lang, ("--csv", as_csv), ("--json", as_json))
    rows = cohort(documents(files))
    if as_json:
        sys.stdout.write(json.dumps({"rubrics": [row.to_json() for row in rows]}, ensure_ascii=False) + "\n")
    elif as_csv:
        _write_csv(rows)
    else:
        _print_cohort(rows, lang)


def _print_cohort(rows: Sequence[RubricRow], lang: Lang) -> None:
    from trainer.clinic.cohort import MOST

    head = [t(lang, f"clinic.cohort.{k}")
            for k in ("rubric", "n", "mean", "median", "spread", "low", "high", "critical")]  # fmt: skip
    table = [[r.rubric, str(r.n), *map(_number, (r.mean, r.median, r.spread, r.low, r.high)), str(r.critical)]
             for r in rows]  # fmt: skip
    print_table(head, table)
    for row in rows:
        worst = [i for i in row.items if i.missed][:MOST]
        if worst:
            sys.stdout.write("\n" + t(lang, "clinic.cohort.missed", rubric=clean(row.rubric)) + "\n")
            labels = [t(lang, f"clinic.cohort.{k}") for k in ("item", "share", "count")]
            print_table(labels, [[i.id, percent(i.share), f"{i.missed}/{i.asked}"] for i in worst], "  ")


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _write_csv(rows: Sequence[RubricRow]) -> None:
    """A line for each rubric, then one for each of its items; the columns have the same names in all languages."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["rubric", "item", "n", "mean", "median", "stdev", "min", "max", "critical", "missed", "missed_share"])
    for row in rows:
        out.writerow([row.rubric, "", row.n, row.mean, row.median, row.spread, row.low, row.high, row.critical, "", ""])
        for i in row.items:
            out.writerow([row.rubric, i.id, i.asked, "", "", "", "", "", "", i.missed, round(i.share, 3)])
