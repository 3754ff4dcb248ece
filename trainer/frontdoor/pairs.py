"""For authors of rubrics: the minimal pairs run, and how they fared."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from trainer.errors import ContentError
from trainer.frontdoor.output import percent, print_table, print_text
from trainer.i18n import t
from trainer.text import Lang, clean

if TYPE_CHECKING:
    from trainer.scoring.pairs import Tried

Tested = dict[tuple[str, Lang], "list[Tried]"]


def run_pairs(wanted: Sequence[str], langs: Sequence[Lang], misses: bool, as_json: bool, lang: Lang) -> None:
    """Run the pairs of some rubrics, or of all; a passage that cannot be read makes the command fail in the end."""
    from trainer.scoring.rubric import rubric_ids

    rubrics = list(wanted) or rubric_ids()
    tested = _run([(rubric, code) for rubric in rubrics for code in langs])
    if as_json:
        rows = [_rubric_json(rubric, {c: tested[rubric, c] for c in langs}) for rubric in rubrics]
        sys.stdout.write(json.dumps({"rubrics": rows}, ensure_ascii=False) + "\n")
    else:
        for rubric, code in tested:
            _print(rubric, code, tested[rubric, code], lang)
            if misses:
                _print_misses(tested[rubric, code], lang)
    unread = [one for found in tested.values() for one in found if one.outcome == "error"]
    if unread:
        raise ContentError(t(lang, "clinic.pairs.unread", count=len(unread), reason=unread[0].reason),
                           where=unread[0].placed.where, do=t(lang, "clinic.pairs.mend"))  # fmt: skip


def _run(groups: list[tuple[str, Lang]]) -> Tested:
    """The pairs of each rubric and language, in processes of their own where there are several groups."""
    from concurrent.futures import ProcessPoolExecutor
    from os import cpu_count

    from trainer.scoring.pairs import load_pairs

    # Read here first, so that a fault in a file is told at once.
    sizes = {group: len(load_pairs(*group)) for group in groups}
    workers = min(len(groups), cpu_count() or 1)
    if workers < 2:
        return {group: _judged(group) for group in groups}
    order = sorted(groups, key=lambda g: -sizes[g])
    with ProcessPoolExecutor(workers) as pool:
        done = dict(zip(order, pool.map(_judged, order), strict=True))
    return {group: done[group] for group in groups}


def _judged(group: tuple[str, Lang]) -> list[Tried]:
    from trainer.scoring.pairs import load_pairs, try_pairs

    return list(try_pairs(load_pairs(*group)))


def _by_item(rubric: str, tried: list[Tried]) -> dict[str, list[Tried]]:
    from trainer.scoring.rubric import questions

    items: dict[str, list[Tried]] = {item.id: [] for item in questions(rubric)}
    for one in tried:
        items[one.placed.pair.item].append(one)
    return items


def _pairs(tried: list[Tried]) -> int:
    return sum(one.variant == "meets" for one in tried)


def _print(rubric: str, code: Lang, tried: list[Tried], lang: Lang) -> None:
    from trainer.scoring.pairs import ENOUGH, VARIANTS
    from trainer.scoring.rubric import load_rubric

    name = load_rubric(rubric)
    print_text(f"{name.name[lang]} ({rubric} {name.version}), {t(lang, f'clinic.pairs.{code}')}")
    head = [t(lang, f"clinic.pairs.{k}") for k in ("item", "pairs", "detection", "false_alarm", *VARIANTS)]
    rows = [_cells(item, found) for item, found in _by_item(rubric, tried).items()]
    total = _cells(t(lang, "clinic.pairs.total"), tried)
    print_table(head, [*rows, total], "  ")
    short = [item for item, found in _by_item(rubric, tried).items() if _pairs(found) < ENOUGH]
    if short:
        sys.stdout.write("  " + t(lang, "clinic.pairs.few", least=ENOUGH, items=", ".join(short)) + "\n")
    sys.stdout.write("\n")


def _cells(name: str, tried: list[Tried]) -> list[str]:
    from trainer.scoring.pairs import Tally

    tally = Tally.of(tried)
    counts = [f"{k}/{n}" if n else "–" for k, n in tally.counts.values()]
    return [name, str(_pairs(tried)), percent(tally.detection), percent(tally.false_alarm), *counts]


def _print_misses(tried: list[Tried], lang: Lang) -> None:
    for one in tried:
        if one.right:
            continue
        variant = t(lang, f"clinic.pairs.{one.variant}")
        told = f"{one.placed.pair.item} · {variant} → {one.outcome} ({one.reason})  {one.placed.where}"
        sys.stdout.write(f"  {clean(told)}\n")
        for row in clean(_passage(one)).splitlines():
            sys.stdout.write(f"      {row}\n")
        if one.quote:
            sys.stdout.write(f"      → “{clean(one.quote)}”\n")


def _passage(one: Tried) -> str:
    return str(getattr(one.placed.pair, one.variant))


def _rubric_json(rubric: str, tested: dict[Lang, list[Tried]]) -> dict[str, Any]:
    from trainer.scoring.pairs import Tally
    from trainer.scoring.rubric import load_rubric, sha256

    loaded = load_rubric(rubric)
    languages = {}
    for code, tried in tested.items():
        items = [{"id": item, "pairs": _pairs(found), **Tally.of(found).to_json()}
                 for item, found in _by_item(rubric, tried).items()]  # fmt: skip
        wrong = [_miss_json(one) for one in tried if not one.right]
        languages[code] = {
            "pairs": _pairs(tried),
            "total": Tally.of(tried).to_json(),
            "items": items,
            "misjudged": wrong,
        }
    return {"rubric": rubric, "version": loaded.version, "rubric_sha256": sha256(loaded), "judge": "embedded",
            "languages": languages}  # fmt: skip


def _miss_json(one: Tried) -> dict[str, str]:
    return {"item": one.placed.pair.item, "variant": one.variant, "outcome": one.outcome, "reason": one.reason,
            "where": one.placed.where, "passage": _passage(one), "quote": one.quote}  # fmt: skip
