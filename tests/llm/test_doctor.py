"""The doctor finds what is wrong with an endpoint, and says what to do, in both languages."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from double import Double, chat, chat_says, error, only, piece, say, stream
from llm_kit import door_to

import trainer.llm.doctor as doctor_module
from trainer.i18n import catalogue
from trainer.llm.doctor import canary, examine
from trainer.llm.settings import Endpoint

SPEECH = stream(*"one two three four five".split(" "), pause=0.01)
SUM = chat_says('{"total": 42}')


class Server:
    """An able server: lists, streams, answers, repeats the markers it has seen of the last `context` characters."""

    def __init__(self, listing=None, speech=SPEECH, form=SUM, context=10**6, mute=False, counts=False, tokens=None):
        self.listing = listing or say({"data": [{"id": "double"}]})
        self.speech, self.form, self.context, self.mute = speech, form, context, mute
        self.counts, self.tokens = counts, tokens

    async def __call__(self, ask, wire):
        if ask.method == "GET":
            return await self.listing(ask, wire)
        text = "\n".join(m["content"] for m in ask.body["messages"])
        if "secret word" in text:
            seen = re.findall(r"secret word is (\w+)", text[-self.context :])
            told = "I do not know." if self.mute else " and ".join(seen)
            body = chat(told, without=() if self.counts or self.tokens else ("usage",))
            if self.tokens:
                body["usage"]["prompt_tokens"] = self.tokens
            return await say(body)(ask, wire)
        return await (self.speech if ask.body.get("stream") else self.form)(ask, wire)


async def found(server, **more):
    async with Double(server) as double:
        checks = await examine(door_to(double, **more).endpoint)
    return {c.id: c for c in checks}


async def test_an_able_server_passes():
    checks = await found(Server())
    assert list(checks) == ["local", "reach", "listed", "stream", "speed", "form", "context"]
    assert {c.state for c in checks.values()} == {"ok"}
    assert checks["form"].values["rung"] == "json_schema"
    assert checks["speed"].values["first"] > 0


@pytest.mark.parametrize(
    ("server", "name", "state", "kind"),
    [
        (Server(listing=error(401)), "reach_fault", "fault", "auth"),
        (Server(listing=say("<html>hi</html>")), "reach_fault", "fault", "html"),
        (Server(listing=error(404)), "unlisted", "note", None),
        (Server(listing=say({"data": [{"id": "other"}]})), "missing", "note", None),
        (Server(speech=stream("all of it")), "stream_whole", "note", None),
        (Server(speech=error(404)), "stream_fault", "fault", "model"),
        (Server(form=only(("text",), SUM)), "form", "ok", None),
        (Server(form=chat_says("forty-two")), "form_fault", "fault", "bad_json"),
        (Server(context=4000), "context_cut", "fault", None),
        (Server(mute=True), "context_unclear", "note", None),
        (Server(mute=True, counts=True), "context_cut", "fault", None),
        (Server(context=4000, tokens=7600), "context_unclear", "note", None),
        (Server(context=4000, tokens=2000), "context_cut", "fault", None),
    ],
)
async def test_what_is_wrong_is_found(server, name, state, kind):
    checks = await found(server)
    assert name in checks, checks
    assert (checks[name].state, checks[name].kind) == (state, kind)


async def test_a_long_answer_to_the_speed_test_is_no_fault():
    assert "speed" in await found(Server(speech=stream("one ", "two ", "three ", finish="length")))


async def test_a_thinker_that_says_nothing_is_found():
    from double import Stream

    silent = Stream([piece(reasoning="Hm."), piece(finish="stop")])
    assert (await found(Server(speech=silent)))["stream_fault"].kind == "reasoning_only"


async def test_nothing_further_is_tried_without_a_server():
    checks = await examine(Endpoint(base_url="http://127.0.0.1:9/v1", model="m"))
    assert [c.id for c in checks] == ["local", "reach_fault"]


@pytest.mark.parametrize(
    ("base_url", "place"),
    [
        ("http://localhost:1/v1", ("local", "ok")),
        ("https://api.example.org/v1", ("remote", "ok")),
        ("http://10.0.0.7/v1", ("open", "fault")),
    ],
)
async def test_where_the_words_go(base_url, place):
    # Nobody answers, and nothing leaves this machine: where the words would go is told all the same, and first.
    first, *_ = await examine(Endpoint(base_url=base_url, model="m"))
    assert (first.id, first.state) == place


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_every_finding_is_told(lang):
    ids = {k.removeprefix("check.") for k in catalogue(lang) if k.startswith("check.")}
    source = Path(doctor_module.__file__).read_text(encoding="utf-8")
    made = set(re.findall(r'Check\("(\w+)"', source)) | {"slow", "speed", "context_cut", "context_unclear"}
    made |= {"stream_fault", "form_fault", "context_fault"}
    assert ids - {"none", "for"} == made
    for check in (await found(Server(form=chat_says("no")))).values():
        assert "{" not in check.line(lang)
        assert not check.line(lang).startswith("check.")


def test_the_canary_is_as_long_as_asked():
    from trainer.llm.budget import estimate, prompt_text

    assert 7000 < estimate(prompt_text(canary("amber", "basil", 7600))) < 7800


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_the_command_tries_the_endpoint(lang, monkeypatch, capsys):
    from trainer.frontdoor import doctor

    async with Double(Server()) as double:
        monkeypatch.setenv("OPENAI_BASE_URL", double.url)
        monkeypatch.setenv("PLEA_TRAINER_MODEL", "double")
        monkeypatch.setenv("OPENAI_API_KEY", "sk-notforanyonetosee")
        await asyncio.to_thread(doctor.examine, lang, True)
        told = json.loads(capsys.readouterr().out)
        await asyncio.to_thread(doctor.examine, lang)
    (entry,) = told["endpoints"]
    assert entry["purposes"] == ["voice", "interpreter", "judge"]
    assert {c["state"] for c in entry["checks"]} == {"ok"}
    plain = capsys.readouterr().out
    assert "double" in plain
    assert "sk-notforanyonetosee" not in plain + json.dumps(told)


def test_the_command_sends_nothing_without_an_endpoint(monkeypatch, capsys):
    from trainer.frontdoor import doctor

    monkeypatch.setenv("OPENAI_API_KEY", "sk-meantforanotherprogram")
    doctor.examine("en", True)
    assert json.loads(capsys.readouterr().out)["endpoints"] == []
