"""One file that cannot be read is a line on stderr; the others are done."""

from pathlib import Path

import pytest

from trainer.errors import ContentError
from trainer.frontdoor.files import Faulty, each

GOOD, BAD, ODD = Path("good.txt"), Path("bad\x1b[2J.txt"), Path("odd.txt")


def read(path):
    if path == BAD:
        raise ContentError("no turn was found", where=str(path), do="write one")
    if path == ODD:
        raise RecursionError("too\ndeep")
    return path.stem


def test_the_others_are_done(capsys):
    found = [value for _, value in each([BAD, ODD, GOOD], read, alone=False)]
    odd = "odd.txt: could not be scored (RecursionError: too deep) - mend it or leave it out"
    assert found == [Faulty(BAD, "bad.txt: no turn was found - write one"), Faulty(ODD, odd), "good"]
    told = capsys.readouterr().err.splitlines()
    assert told == ["plea-trainer: bad.txt: no turn was found - write one", f"plea-trainer: {odd}"]


@pytest.mark.parametrize(("path", "fault"), [(BAD, ContentError), (ODD, RecursionError)])
def test_alone_it_is_the_fault_itself(path, fault):
    with pytest.raises(fault):
        list(each([path], read, alone=True))
