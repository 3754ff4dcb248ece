"""Who is who: names of a transcript to roles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trainer.errors import UsageError

if TYPE_CHECKING:
    from trainer.scoring.outside.reading import Line

ROLES = ("prosecutor", "defence", "accused", "victim", "judge", "clerk", "guardian", "family", "other")
SCORED = ("defence", "prosecutor", "judge")
_NAMES = (
    ("guardian", r"法定代理人|合适成年人|监护人|guardian|appropriate adult|legal representative"),
    ("clerk", r"书记员|法官助理|clerk|registrar|court officer|法警|bailiff"),
    ("judge", r"审判长|审判员|法官|陪审员|独任|\bjudge\b|magistrate|\bcourt\b"),
    ("prosecutor", r"检察员|公诉人|公述人|检察官|检察|\bprosecut(?:or|ion)\b|procurator"),
    ("defence", r"值班律师|辩护人|辩护律师|律师|duty lawyer|duty counsel|defen[cs]e|counsel|\blawyer\b|solicitor"),
    ("victim", r"被害人|受害人|原告人|\bvictim\b|complainant"),
    ("accused", r"犯罪嫌疑人|嫌疑人|被告人|被告|当事人|\bsuspect\b|\baccused\b|\bdefendant\b|\bclient\b"),
    ("family", r"家属|母亲|父亲|妻子|丈夫|妈|爸|\bmother\b|\bfather\b|\bwife\b|\bhusband\b|\bfamily\b|\bsister\b|\bbrother\b"),
    ("other", r"翻译|证人|鉴定人|民警|警察|管教|旁白|witness|interpreter|police|officer|narrator|expert"),
)  # fmt: skip
_KNOWN = tuple((role, re.compile(pattern, re.I)) for role, pattern in _NAMES)
_SYNONYMS = {
    "defense": "defence",
    "lawyer": "defence",
    "counsel": "defence",
    "suspect": "accused",
    "defendant": "accused",
}


def role_of_name(name: str) -> str:
    """The role that a name itself tells, such as 值班律师 or Duty lawyer; empty where it tells none."""
    return next((role for role, pattern in _KNOWN if pattern.search(name)), "")


def role_word(word: str) -> str:
    """A role as somebody wrote it, as one of ours; empty where it is none."""
    folded = word.strip().casefold()
    folded = _SYNONYMS.get(folded, folded)
    return folded if folded in ROLES else role_of_name(word)


def roles_of(lines: Sequence[Line], head: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
    """Every name with its role: as given, as the file says, as the name itself tells; else `other`."""
    told = _declared(head)
    found = {}
    for line in lines:
        word = given.get(line.name) or told.get(line.name) or line.role
        found[line.name] = (role_word(word) if word else "") or role_of_name(line.name) or "other"
    return found


def _declared(head: Mapping[str, Any]) -> dict[str, str]:
    """The roles the front matter gives, by name."""
    declared = head.get("speakers")
    return {str(k).strip(): str(v) for k, v in declared.items()} if isinstance(declared, Mapping) else {}


def scored_speaker(
    lines: Sequence[Line], roles: Mapping[str, str], head: Mapping[str, Any], wanted: str, where: str
) -> tuple[str, str]:
    """(name, role) of the one whose conduct is scored: as wanted, as the file says, or the only professional.

    Raises UsageError with the speakers and what to add where that is not clear.
    """
    talk = Counter(line.name for line in lines)
    if wanted and wanted in roles:
        return _scorable(wanted, roles[wanted], where)
    role = role_word(wanted) if wanted else role_word(str(head.get("role") or ""))
    if wanted and not role:
        raise UsageError(f"nobody named '{wanted}' speaks in {where}", do=f"--speaker one of: {', '.join(talk)}")
    told = _declared(head)
    named = [name for name, _ in talk.most_common() if roles[name] == role] if role else []
    named.sort(key=lambda name: name not in told)  # who is declared goes before who only calls himself so
    if named:
        return _scorable(named[0], role, where)
    if role:
        raise UsageError(f"no {role} speaks in {where}", do=_ask(roles))
    professionals = [name for name, _ in talk.most_common() if roles[name] in SCORED]
    kinds = {roles[name] for name in professionals}
    if len(kinds) == 1:
        return professionals[0], roles[professionals[0]]
    what = "it is not clear whose conduct is scored" if professionals else "nobody's role is known"
    raise UsageError(f"{what} in {where}", do=_ask(roles))


def _scorable(name: str, role: str, where: str) -> tuple[str, str]:
    if role not in SCORED:
        raise UsageError(f"'{name}' in {where} is {role}, and only defence, prosecutor and judge are scored",
                         do="name another speaker, or say who is who in the front matter (speakers: {name: role})")  # fmt: skip
    return name, role


def _ask(roles: Mapping[str, str]) -> str:
    listed = ", ".join(f"{name} ({role})" for name, role in roles.items())
    return f"add front matter (role: defence, speakers: {{Name: role}}), or --speaker NAME; the speakers are: {listed}"
