"""What is done around a figure or a word."""

from trainer.dialogue.beside import done_around
from trainer.dialogue.interpreter import Turn


def test_a_place_has_the_act_of_its_stretch_and_those_before_and_behind():
    text = "He has paid back all 6,000 yuan. I propose eight months. I also ask for the file."
    turn = Turn(text, "en", "defence", "prosecutor")
    at = text.index("eight")
    found = set(done_around(turn, (at, at + 5)))
    assert "A:propose:sentence" in found
    assert "before:argue:restitution" in found
    assert "behind:request:file" in found
    paid = text.index("6,000")
    assert "A:argue:restitution" in set(done_around(turn, (paid, paid + 5)))


def test_what_does_nothing_is_not_told_of_beside_it():
    text = "Mm. I propose eight months."
    turn = Turn(text, "en", "defence", "prosecutor")
    at = text.index("eight")
    assert not any(f.startswith("before:") for f in done_around(turn, (at, at + 5)))
