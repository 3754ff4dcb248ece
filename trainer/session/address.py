"""To whom a turn is spoken, where several people are in the room."""

from __future__ import annotations

import re

from trainer.acts import Act
from trainer.dialogue.reminders import reminder
from trainer.persona import charge
from trainer.scenario.loader import Play
from trainer.scenario.models import CastMember, Room
from trainer.state import State
from trainer.text import Lang

_TO_ACCUSED = {
    "ask:account",
    "ask:goals",
    "ask:pressure",
    "ask:promise",
    "ask:capacity",
    "ask:understanding",
    "ask:teach_back",
    "ask:questions",
    "ask:decision",
    "ask:instructions",
    "ask:background",
}
_OWN_DEED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:did|have|had) you (?:really |actually |ever )?(?:steal|stolen|take|taken|do it|done it|kept?)\b",
        re.I,
    ),
    "zh": re.compile("(?:你|您)(?:到底|真的?|究竟|有没有|是不是)*(?:偷|拿)(?:了|没|过|的|走)"),
}
"""A question on the deed itself: of two in the room it is put to the one who stands accused of it."""
_TO_OTHER_SIDE = {"propose", "argue", "request", "record", "accept", "reject"}
_TO_EITHER = {
    "grant:time",
    "grant:private_talk",
    "grant:record",
    "inform:sentence",
    "inform:sentence_basis",
    "ask:opinion",
    "ask:procedure",
    "inform:evidence",
}
_TO_CLIENT = ("advise:", "press:", "threaten:", "promise:outcome", "promise:leniency", "breach:lead_witness")
"""What defence counsel says to the client and to nobody else, whoever was spoken to before."""
SIDED = 0.5
"""From here on a proposal, an argument, a refusal is meant for the other side, though the talk was with the client."""
_OF_THE_FILE = {"ask:evidence", "ask:grounds"}
"""Questions of the defence that only the other side can answer; a prosecutor has the file in hand."""
_ROLE_WORDS = {
    "accused": {"en": r"\b(?:suspect|accused)\b", "zh": r"嫌疑人"},
    "prosecutor": {"en": r"\b(?:prosecutor|procurator|madam prosecutor)\b", "zh": r"检察官|检察员|公诉人"},
    "defence": {"en": r"\b(?:counsel|lawyer|counsellor)\b", "zh": r"律师|辩护人"},
    "victim": {"en": r"\bvictim\b", "zh": r"被害人"},
    "judge": {"en": r"\b(?:your honou?r|judge)\b", "zh": r"审判长|审判员|法官"},
}


def listeners(play: Play, state: State, room: Room) -> list[CastMember]:
    """Who is in the room besides the trainee."""
    return [
        play.cast[who] for who in room.listeners if who in play.cast and state.trainee in play.cast[who].played_when
    ]


def _called(member: CastMember, text: str, lang: Lang) -> bool:
    """Whether the turn opens or closes with a word of address to this one."""
    edges = f"{text[:24]} {text[-16:]}"
    names = [member.call[lang], member.name[lang]]
    if any(n and re.match(rf"\W*(?:well,? |right,? |and |那|那么|好)?{re.escape(n)}", text, re.I) for n in names):
        return True
    if re.match(rf"\W*{_by_part(member.name[lang], lang)}", text, re.I):
        return True
    word = _ROLE_WORDS.get(member.role, {}).get(lang, r"(?!)")
    opening = rf"^\W*(?:mr\.? |ms\.? |dear )?(?:{word})" if lang == "en" else rf"^\W*\w{{0,3}}(?:{word})\s*[，,：:]"
    return bool(re.search(opening, edges, re.I)) or any(n and edges.rstrip(" .?!。？！").endswith(n) for n in names)


def absent(play: Play, state: State, room: Room, text: str) -> CastMember | None:
    """Whom the turn opens by calling though they are in another room, where nobody here is meant by it."""
    lang = state.opening.lang
    present = listeners(play, state, room)
    if any(_called(m, text, lang) for m in present):
        return None
    others = (m for m in play.cast.values() if m not in present and m.role not in (state.trainee, "judge"))
    return next((m for m in others if _calls_out(m, text, lang)), None)


def _calls_out(member: CastMember, text: str, lang: Lang) -> bool:
    """Whether a turn opens with this one's name and a pause."""
    names = "|".join(re.escape(n) for n in {member.call[lang], member.name[lang]} if n)
    return bool(re.match(rf"\W*(?:{names})\s?[,，:：]", text, re.I))


def _called_within(member: CastMember, text: str, lang: Lang) -> bool:
    """Whether a later part of the turn turns to this one ("..., and you, Ms Zhang, ..."; 问的是张检)."""
    names = "|".join(re.escape(n) for n in {member.call[lang], member.name[lang]} if n)
    part = _by_part(member.name[lang], lang)
    if lang == "zh":
        turns_to = rf"(?:{names}|{part})(?=[，,]?[你您]|看(?:行|成|怎|呢)|[，,](?![他她]))"
        return bool(re.search(rf"[。！？；，,\s]{turns_to}|问的是?(?:{names}|{part})", text))
    return bool(re.search(rf"[.!?;]\s+(?:{part})", text, re.I))


_TURNS_TO = (
    r"(?:do|did|are|were|can|could|would|will|have|what|why|where|when|who|how|please|tell|listen|sorry|thank)\b"
)
_KIN = "大?[姐哥妈爷叔姨嫂]|师傅|阿姨|阿婆|女士|先生|同学|老师|老板|检(?:察官)?|律师|法官"


_LIKE_KIN = re.compile(rf"\W*(?:那么?|好)?\W*(?:{_KIN.split('|女士')[0]})\s*[，,！!。、您你]")
"""Called like kin without a name, as one calls the people one helps and no official."""


def _by_part(name: str, lang: Lang) -> str:
    """How people are called by a part of their name: 张姐, 老张, the given name; "Ms Zhang,"."""
    if lang == "zh":
        family, given = re.escape(name[:1]), re.escape(name[1:])
        by_given = f"|阿?{given}(?=[，,。！？：啊呀哪])" if len(given) > 1 else ""
        return rf"(?:那么?|好)?\W*(?:(?:[老小阿]{family}|{family}(?:{_KIN})){by_given})"
    parts = "|".join(re.escape(part) for part in name.split() if len(part) > 1)
    titled = rf"(?:mr|mrs|ms|miss|auntie|aunt|uncle|prosecutor|counsel)\.? (?:{parts})"
    # With a title it calls without a comma too, where the sentence goes on to the one called: "Ms Chen you know".
    called = rf"(?:{titled}|(?:{parts}))[,:]|(?:{titled}|(?:{parts}))(?= you\b)|{titled}(?= {_TURNS_TO})"
    return rf"(?:(?:hi|hello|well|right|so|now|listen|and|ok|okay),? )?(?:{called})"


_OF_THE_CLIENT: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"^\W*(?:and |but )?(?:my client|the (?:accused|suspect)|she|he|her|his)\b(?!['’]?s? (?:told|said))", re.I
    ),
    "zh": re.compile("^\\W*(?:我的?当事人|当事人|嫌疑人|[她他](?!们))"),
}
_YOU: dict[Lang, re.Pattern[str]] = {"en": re.compile(r"\byou(?:r|rs|rself)?\b", re.I), "zh": re.compile("[你您]")}


def _about_the_client(play: Play, text: str, lang: Lang) -> bool:
    """Whether words speak of the client and not to them: "she can't read, could it be four months?"; or ask what the
    case is."""
    if _YOU[lang].search(text):
        return False
    return bool(_OF_THE_CLIENT[lang].search(text)) or charge.in_words(play, text, lang)


def addressed(play: Play, state: State, room: Room, text: str, acts: tuple[Act, ...], last: str) -> CastMember | None:
    """The one who is spoken to: named, else meant by the kind of words, else who was spoken to last."""
    present = listeners(play, state, room)
    if room.kind == "court":
        return next((m for m in present if m.role == "judge"), play.cast_by_role("judge"))
    if len(present) <= 1:
        return present[0] if present else None
    lang = state.opening.lang
    by_role = {m.role: m for m in present}
    for calls in (_called, _called_within):
        if member := next((m for m in present if calls(m, text, lang)), None):
            return member
    accused, other = by_role.get("accused"), by_role.get("prosecutor") or by_role.get("defence")
    if accused and lang == "zh" and _LIKE_KIN.match(text):
        return accused
    if other and other.id == last and reminder(text, acts, lang):
        return other  # figures were put across the table, and it is there that one is reminded of them
    asks = any(a.verb == "ask" and a.holds for a in acts)
    if other and accused and state.trainee == "defence" and _about_the_client(play, text, lang):
        return other
    of_the_file = _OF_THE_FILE if state.trainee == "defence" else set[str]()
    sided = any((a.verb in _TO_OTHER_SIDE or a.id in of_the_file) and a.confidence >= SIDED for a in acts)
    surest = max((a for a in acts if a.holds), key=lambda a: a.confidence, default=None)
    if accused and state.trainee == "defence" and surest and surest.id.startswith(_TO_CLIENT):
        return accused
    if accused and asks and not sided and _OWN_DEED[lang].search(text):
        return accused
    if other and other.id == last and any(a.verb in _TO_OTHER_SIDE or a.id in _TO_EITHER for a in acts):
        return other
    if accused and any(a.id in _TO_ACCUSED or (a.duty and state.trainee == "prosecutor") for a in acts):
        return accused
    if accused and accused.id == last and asks and not sided:
        return accused  # a question goes to whom the talk was with, whatever else is faintly heard in it
    if other and any(a.verb in _TO_OTHER_SIDE or a.id in of_the_file for a in acts):
        return other
    return next((m for m in present if m.id == last), present[0])
