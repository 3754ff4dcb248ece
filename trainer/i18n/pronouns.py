"""How somebody is spoken of: he or she as the cast has it, in both languages; they where nobody has said.

English sentences are written with the slots of the plural (`{{ they }} know{{ s }} what {{ they }} {{ have }} signed`),
so that one line serves a man, a woman and somebody unknown; Chinese has one slot, `ta`.
"""

from __future__ import annotations

from trainer.text import Lang

_NAMES = "they them their theirs themselves theyre theyve theyll theyd are were have havent do dont s"
_FORMS = {
    "male": "he him his his himself he's he's he'll he'd is was has hasn't does doesn't s",
    "female": "she her her hers herself she's she's she'll she'd is was has hasn't does doesn't s",
    "": "they them their theirs themselves they're they've they'll they'd are were have haven't do don't -",
}
_TA = {"male": "他", "female": "她", "": "他"}


def pronouns(sex: str, lang: Lang, prefix: str = "") -> dict[str, str]:
    """The slots for one person; with a capital (`They`) they begin a sentence. `sex`: `male`, `female` or nothing."""
    if lang == "zh":
        return {f"{prefix}ta": _TA[sex]}
    forms = {n: "" if f == "-" else f for n, f in zip(_NAMES.split(), _FORMS[sex].split(), strict=True)}
    found = {**forms, **{n.capitalize(): f.capitalize() for n, f in forms.items()}}
    return {prefix + name: form for name, form in found.items()}


SLOTS = frozenset((*pronouns("", "en"), *pronouns("", "zh")))
"""Every slot there is for one person."""
