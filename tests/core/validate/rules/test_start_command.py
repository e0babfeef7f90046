from __future__ import annotations

import pytest

from plumbrule.model.tree import Opaque, Tree
from tests.core.validate.rules.edits import findings_of

APP = "/containerDefinitions/0"
SHELL = Opaque("${var.SHELL}")


def test_the_line_is_told_as_it_stands() -> None:
    (told,) = findings_of({f"{APP}/command": ["npm run start"]}, "R199", "R199")

    wanted = "\"npm run start\" is one item: unless the image's own entry point splits it, it is one program's name"
    assert told.message == wanted


def test_a_password_in_the_line_is_not_repeated() -> None:
    (told,) = findings_of({f"{APP}/command": ["migrate --password hunter2-and-more"]}, "R199", "R199")

    assert "hunter2" not in str(told)
    assert told.message.startswith("(secret) is one item")


@pytest.mark.parametrize("entry_point", [SHELL, [SHELL], [SHELL, "-c"]])
def test_an_entry_point_that_only_the_target_knows_may_be_a_shell(entry_point: Tree) -> None:
    edits = {f"{APP}/command": ["npm run start"], f"{APP}/entryPoint": entry_point}

    assert findings_of(edits, "R199", "R199") == ()
