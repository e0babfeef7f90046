from __future__ import annotations

from plumbrule.core.validate.example import beside
from plumbrule.model.tree import Opaque
from tests.core.validate.rules.edits import findings_of

USER = "/containerDefinitions/0/user"


def test_containers_without_a_user_share_one_remark_that_names_the_first_five() -> None:
    (told,) = findings_of(
        {f"/containerDefinitions/{number}": beside(f"c{number}") for number in range(1, 7)}, "R203", "R203"
    )

    named = "container `app`, container `c1`, container `c2`, container `c3`, container `c4`, …"
    assert told.pointer == USER
    assert (
        told.message
        == f"no `user` is stated for {named}, so the image decides, and it is root unless the image says more"
    )


def test_a_user_that_only_the_target_knows_is_neither_missing_nor_root() -> None:
    assert findings_of({USER: Opaque("${var.USER}")}, "R201", "R203") == ()


def test_a_log_router_may_be_root_as_in_the_examples_of_aws() -> None:
    router = beside("router", user="0", firelensConfiguration={"type": "fluentbit"})

    assert findings_of({USER: "web", "/containerDefinitions/1": router}, "R201", "R203") == ()
