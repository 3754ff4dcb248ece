"""The `case:` of a transcript's front matter: free notes, read for what they say the case has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.scenario.models import Circumstance, Words
from trainer.scoring.record import Case, Known, Point
from trainer.scoring.topics import Noted

_NONE = re.compile(
    r"^\W*(?:(?:none|no|not applicable|n/?a|nil|false)(?=$|[ ,;(:.-]+(?:\(|among|in the file|needed|known|$)|\W*$)|(?:无|没有|不适用|暂无|未签)(?=$|[^\w]|附带))",
    re.I,
)
_GROUNDS: tuple[tuple[str, str, str], ...] = (
    ("surrender", "self_surrender", r"surrender|turned (?:him|her|my|them)sel|自首|投案"),
    ("confession", "confession", r"confess|admitted at once|坦白|如实供述"),
    ("merit", "meritorious", r"meritorious|立功"),
    ("accessory", "accessory", r"accessory|从犯|minor part"),
    ("attempt", "attempt", r"\battempt|未遂"),
    ("minor", "minor", r"\baged? 1[2-7]\b|under eighteen|\bminor\b(?! amount| injur)|未成年|已满十[二四六]周岁"),
    ("elderly75", "personal", r"over 75|seventy-five|七十五周岁"),
    ("reconciliation", "reconciliation", r"reconcil|刑事和解|和解协议"),
    ("compensation.paid_and_forgiven", "victim_understanding", r"forg[ai]v|letter of understanding|谅解"),
    ("restitution", "restitution", r"restitut|repaid|repay|given back|gave back|returned|compensat|退赃|退赔|退缴|退还|赔偿|已付"),
    ("prior_record", "first_offender", r"first offen|no (?:prior|previous|criminal) |clean record|初犯|偶犯|无前科"),
    ("other", "provocation", r"provok|struck first|先(?:动手|打|骂)|挑衅|过错"),
    ("other", "personal", r"ill(?:ness)? |disabled|pregnan|only (?:carer|child)|怀孕|残疾|患病"),
)  # fmt: skip
_HINTS = {
    "self_surrender": re.compile(r"surrender|turned|police|station|(?:him|her|them)sel[fv]|自首|投案|主动|自己去|派出所|公安", re.I),
    "minor": re.compile(r"\b1[2-7]\b|fifteen|sixteen|seventeen|eighteen|juvenile|minor|未成年|1[2-7]岁|十[二三四五六七]岁", re.I),
    "accessory": re.compile(r"accessory|minor|small|helped|drove|lookout|从犯|次要|辅助|帮|望风", re.I),
    "attempt": re.compile(r"attempt|failed|caught|stopped|未遂|没得手|当场", re.I),
    "reconciliation": re.compile(r"reconcil|settle|forg[ai]v|understanding|和解|谅解|调解", re.I),
    "meritorious": re.compile(r"merit|tip|named|led (?:to|them)|inform|立功|揭发|检举|协助", re.I),
}  # fmt: skip
"""What anywhere in the notes may mean a ground without its name: nobody is charged with a falsehood against that."""
_MINOR = re.compile(
    r"\baged? 1[2-7]\b|\b1[2-7](?:-| )year|under (?:18|eighteen)|未成年|1[2-7]岁|十[二三四五六七]岁|十六至十八", re.I
)
_COUNT = re.compile(
    r"\bcounts?\b|identif|characteri|intent|knew|第[一二三四五六七八九十]+[起次笔]|明知|定性|罪名|指认|辨认",
    re.I,
)
"""A weak point that bears on a count or on what the act is called, not only on a sum or a detail."""

_SUBSTITUTE = re.compile(
    r"blame|pleads? for|covers? (?:up )?for|in (?:his|her) (?:place|stead)|tak(?:es?|ing) (?:it|this|that) (?:all )?on (?:him|her)self|"
    r"asked (?:him|her) to take|shield\w* (?:his|her)|顶(?:包|罪|替)|替[^，。；]{0,8}(?:顶|扛|认|背|担)|冒名",
    re.I,
)
_HELD = re.compile(r"detain|custody|arrest|remand|held|羁押|逮捕|拘留|在押", re.I)
_FREE = re.compile(r"\bbail\b|released|at home|at liberty|surveillance|取保|监视居住|在家|未羁押", re.I)
_PROMISED = re.compile(r"still to be|not yet|open|愿意|愿|可退|未", re.I)


def case_of(head: Mapping[str, Any], roles: set[str]) -> Case:
    """What the notes say; where a key is missing, what the law presumes (an affidavit, no custody, no flaw)."""
    given = head.get("case")
    notes = {str(k): str(v) for k, v in given.items()} if isinstance(given, Mapping) else {}
    told = {k: v for k, v in notes.items() if v.strip() and not _NONE.search(v)}
    points = _points(notes, told)
    flag = _red_flag(notes, told)
    favourable = next((told[k] for k in told if k.startswith("favo")), "")
    circumstances = tuple(_circumstances(told.get("circumstances", "")))
    true, free, knowing = _truth(notes.get("hidden_truth", ""))
    return Case(
        circumstances=circumstances,
        weak_points=points,
        facts=tuple(Known("favourable", Noted(part), favourable=True) for part in _parts(favourable))
        + tuple(Known(k, Noted(told[k]), secret=True) for k in told if k in ("confidence", "confidential", "secret")),
        redflag=Noted(flag or "-"),
        has=_presumed(notes, told, roles) | _found(points, bool(circumstances), bool(favourable), bool(flag)),
        notes=notes,
        hinted=frozenset(ground for ground, words in _HINTS.items() if words.search(" ".join(notes.values()))),
        true=true,
        free=free,
        knowing=knowing,
    )


def _points(notes: Mapping[str, str], told: Mapping[str, str]) -> tuple[Point, ...]:
    """The weak points told of: gaps, flaws, and doubts about a count or about what the act is called.

    Who writes no line on weak points or flaws has not said that there are none: what favours the accused, and what the
    evidence is told to lack, then stands for them.
    """
    points = [Point(k, "gap", Noted(told[k])) for k in ("weak_point", "gap") if k in told]
    if not any(k in notes for k in ("weak_point", "gap")):
        points += [Point("favourable", "gap", Noted(part)) for part in _doubts(told)]
    flaw = told.get("flaw") or ("" if "flaw" in notes else _first_part(told.get("evidence", ""), _IRREGULAR))
    points += [Point("flaw", "flaw", Noted(flaw))] if flaw else []
    points += [Point(k, "wrong_charge", Noted(v)) for k, v in told.items() if _doubts_the_charge(k, v)]
    return tuple(points)


def _doubts(told: Mapping[str, str]) -> list[str]:
    """What the notes on favourable evidence doubt of the charge; a mitigating circumstance is no doubt."""
    favourable = next((told[k] for k in told if k.startswith("favo")), "")
    return [part for part in _parts(favourable) if _DOUBTED.search(part)]


def _first_part(note: str, wanted: re.Pattern[str]) -> str:
    return next((part for part in _parts(note) if wanted.search(part)), "")


_DOUBTED = re.compile(
    r"\bnot? (?:\w+ ){0,3}(?:support|show|see|prove|match|mention|cover|record)\w*|\btoo (?:high|many|much)|overstat|contradict|"
    r"inconsisten|\bonly (?:one|\d+)\b|less than|fewer|rest on|differ|不支持|不能证明|无法证明|偏高|过高|多算|虚高|矛盾|对不上|不一致|出入|"
    r"没有?(?:拍到|看见|证据|提到|写|算)|只有|仅|证明[^，。；]{0,12}(?:不是|没有|并非)",
    re.I,
)
_IRREGULAR = re.compile(
    r"\b(?:only )?one (?:officer|investigator)|not (?:told|notified|informed)|(?:no|without) (?:guardian|recording|interpreter)|unsigned|"
    r"beyond the (?:time|limit)|只有一(?:名|个|位)(?:侦查|民警|办案|人)|仅一(?:名|人)|应当两人|(?:没有|未)(?:通知|告知|录音|录像|签名)|超期|超过(?:法定)?(?:时限|期限)",
    re.I,
)


def _red_flag(notes: Mapping[str, str], told: Mapping[str, str]) -> str:
    """The sign of an unfree plea that the notes name; without a line on it, the pressure that the hidden truth tells of."""
    named = told.get("red_flag") or told.get("redflag") or ""
    if named or any(k in notes for k in ("red_flag", "redflag")):
        return named
    return "; ".join(part for part in re.split(r"[.;。；]", notes.get("hidden_truth", "")) if _BY_ANOTHER.search(part))


_BY_ANOTHER = re.compile(
    r"\b(?:threaten|pressur|press|forc|promis|told)\w* (?:him|her|them)\b|\bunder pressure\b|\b(?:a|the) threat\b|"
    r"拿[^，。；]{1,12}(?:逼|威胁|压)|(?<!没有人)(?<!没人)(?<!无人)逼(?:他|她)|(?<!没有)威胁|捎话|吓唬|许诺|答应过?(?:他|她)",
    re.I,
)


def _doubts_the_charge(key: str, note: str) -> bool:
    return key in ("wrong_charge", "charge_doubt", "unsupported") or (key == "weak_point" and bool(_COUNT.search(note)))


def _presumed(notes: Mapping[str, str], told: Mapping[str, str], roles: set[str]) -> frozenset[str]:
    """What kind of case it is: what the notes say of it, else what the law presumes or who speaks shows."""
    custody, persons = notes.get("custody", ""), f"{notes.get('circumstances', '')} {notes.get('accused', '')}"
    held = {
        "detained": bool(_HELD.search(custody)) and not _FREE.search(custody),
        "victim": "victim" in told or ("victim" not in notes and "victim" in roles),
        "minor": bool(_MINOR.search(persons)) or "guardian" in roles or bool(told.get("minor")),
        "substitute": bool(_SUBSTITUTE.search(f"{told.get('red_flag', '')} {notes.get('hidden_truth', '')}")),
        "affidavit": "affidavit" not in notes or "affidavit" in told,
        "recommendation": "recommendation" not in notes or "recommendation" in told,
        "procedure_choice": not re.search(r"ordinary|普通程序", notes.get("procedure", ""), re.I),
    }
    return frozenset(name for name, on in held.items() if on)


def _found(points: Sequence[Point], circumstances: bool, favourable: bool, redflag: bool) -> frozenset[str]:
    """What the file holds that a side can use: each kind of weak point, circumstances, evidence in favour."""
    found = {p.kind for p in points}
    found |= {"redflag"} if redflag else set()
    found |= {"circumstances"} if circumstances else set()
    found |= {"favourable_evidence"} if favourable or points or circumstances else set()
    return frozenset(found)


def _parts(note: str) -> list[str]:
    """What a note lists, one by one: each stands for itself."""
    return [part.strip() for part in re.split(r"[;；]", note) if part.strip()]


def ground_words(ground: str) -> re.Pattern[str]:
    """The words by which a mitigating ground is called, in both languages; nothing for an unknown one."""
    return re.compile("|".join(p for _, g, p in _GROUNDS if g == ground) or r"(?!)", re.I)


def _circumstances(note: str) -> list[Circumstance]:
    """The mitigating circumstances named, one for each ground; what is only promised is none yet."""
    found: dict[str, Circumstance] = {}
    for part in re.split(r"[;；。]|(?<=[）)])，", note):
        if _PROMISED.search(part) and not re.search(r"已|部分|paid|repaid|returned", part, re.I):
            continue
        for id_, ground, pattern in _GROUNDS:
            if re.search(pattern, part, re.I) and ground not in found:
                found[ground] = Circumstance(id=id_, ground=ground, name=Words(en=part.strip(), zh=part.strip()))
    return list(found.values())


_SOUND = re.compile(r"plea[^.;]{0,16} is true|true and free|wants? to plead|自愿认|属实[、，]?自愿", re.I)
_FALSE = re.compile(
    r"plea[^.;]{0,12} is false|not guilty|innocent|someone else|\b(?:is|was|were) not (?:his|hers)\b|"
    r"\b(?:his|her) (?:son|daughter|brother|sister|husband|wife|father|mother|boss|nephew|friend)\b[^.;]{0,40}"
    r"\b(?:did it|was driving|bought|sold|wrote)\b|"
    r"不是(?:他|她|本人)|并不知道|没(?:有)?(?:做|拿|开)过?|不认为自己|未参与",
    re.I,
)
_UNFREE = re.compile(
    r"\bfear|afraid|frighten|scared|beat (?:him|her)|forced|threat|pressed|because (?:he|she) is (?:told|promised)|怕|被迫|逼(?!迫自己)|威胁|恐吓|受.{0,4}压",
    re.I,
)
_UNKNOWING = re.compile(
    r"does not (?:yet )?know|not (?:yet )?underst[oa]+d|before (?:he|she) had understood|believ(?:es|ing) that|false belief|"
    r"under the impression|is told (?:he|she)|没有?(?:弄|听|搞)(?:懂|明白|清)|不明白|以为",
    re.I,
)


_NOBODY = re.compile(
    r"\b(?:nobody|no one|never|not|without|neither)\b[^.;,]{0,24}\b(?:forced|pressed|threat\w*|afraid|fear\w*|beat)\b|"
    r"(?:没(?:有)?(?:人|谁)?|无人|并未|未|不是)(?:受|被|遭)?(?:过)?(?:人)?[^，。；]{0,4}(?:被迫|逼|威胁|恐吓|压)",
    re.I,
)
"""What is said not to have been takes nothing from the freedom of a plea."""


def _truth(note: str) -> tuple[bool | None, bool | None, bool | None]:
    """Whether the plea is true, free and knowing, as the note on the hidden truth says; unknown without one."""
    if not note.strip():
        return None, None, None
    for_another = bool(_SUBSTITUTE.search(note))
    sound = bool(_SOUND.search(note)) and not for_another
    return (
        sound or not (for_another or _FALSE.search(note)),
        sound or not _UNFREE.search(_NOBODY.sub(" ", note)),
        not _UNKNOWING.search(note),
    )
