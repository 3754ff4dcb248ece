"""Sessions played once for all tests of the report."""

import asyncio

import pytest

from trainer.dialogue.embedded import EmbeddedInterpreter
from trainer.session.commands import enter
from trainer.session.director import Session
from trainer.store.memory import MemoryStore

SCENARIO = "courier-theft"
HOSTILE = (
    "**bold** _so_ <script>alert(1)</script> & `code` | a pipe ~~gone~~ ![x](http://e.x) [y](z) $5$\n"
    "# head\n\n- dash\n1. one\n> quote\n===\n    indented\n<b>x</b> \\* {{ 7 * 7 }} {% raw %}"
)
SHOWN = ("**bold** _so_ <script>alert(1)</script>", "# head", "- dash", "1. one", "> quote", "===",
         "<b>x</b> \\* {{ 7 * 7 }} {% raw %}")  # fmt: skip
LINES = {
    "en": (
        "/read 1", "/read 2", "/go meeting",
        "Good morning. I am your duty lawyer, and what you tell me stays between us.", HOSTILE,
        "Tell me in your own words what happened that day.",
        "You are free to refuse this plea. If you say no, the case goes on in the usual way.",
        "You can take the plea back later, and you can still appeal within ten days after the judgment.",
        "In your own words: what would you tell your family about taking it back?",
        "Has anyone threatened you or frightened you to make you sign?",
        "/go consultation",
        "He confessed truthfully under Article 67 of the Criminal Law, so twenty percent less is due.",
        "I propose five months of criminal detention, because the phone was fourteen months old.", "/go signing",
    ),
    "zh": (
        "/read 1", "/read 2", "/go meeting", "你好，我是你的值班律师，你跟我讲的话是保密的。", HOSTILE,
        "你用自己的话讲讲那天的经过吧。", "认不认你自己定，不签也可以，案子照常往下走，不会因为你不签就多判。",
        "签了以后还可以反悔，判了不服，十天之内还能上诉。", "你用自己的话说一遍，反悔是怎么回事？",
        "有没有人吓唬过你，逼你认？", "/go consultation", "他如实供述，按刑法第67条，应当减百分之二十。",
        "手机用了十四个月，我建议拘役五个月。", "/go signing",
    ),
}  # fmt: skip


def play(lang="en", *, mode="practice", role="defence", lines=None, decision="/decline", scenario=SCENARIO, store=None):
    """A session played by lines, to its end where there is a decision."""

    async def run():
        session = Session.create(scenario, role=role, lang=lang, mode=mode, seed=3, store=store or MemoryStore(),
                                 interpreter=EmbeddedInterpreter())  # fmt: skip
        async for _ in session.begin():
            pass
        for line in (*(LINES[lang] if lines is None else lines), decision, "/rest" if decision else ""):
            async for _ in enter(session, line):
                pass
        return session

    return asyncio.run(run())


@pytest.fixture(scope="session")
def played():
    """Plays a session: see `play`."""
    return play


@pytest.fixture(scope="session")
def hostile_lines():
    """What a hostile turn must look like to the reader, line by line."""
    return SHOWN


@pytest.fixture(scope="session", params=["en", "zh"])
def closed(request):
    """A session over, in each language, with hostile words in it."""
    return play(request.param, decision="/decline **no** <i>trust</i>")


@pytest.fixture(scope="session")
def pressed():
    """A prosecutor who threatens, and gets a signature."""
    lines = ("/go interview", "/go meeting", "Sign now or I will charge you with a heavier offence.",
             "If you don't sign you stay in custody and we question your wife.", "/go signing",
             "Just sign it.")  # fmt: skip
    return play("en", role="prosecutor", lines=lines, decision="/sign")
