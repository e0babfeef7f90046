"""A stage with people, a policy that asks them, and the desk they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plumbrule.loop.desk import LoopDesk
from plumbrule.model.policy import BlastRadius, Policy
from tests.builders.definitions import definition_with
from tests.builders.people import EVERYBODY, unix
from tests.loop.stage import PROD, Stage

if TYPE_CHECKING:
    from plumbrule.model.answers import PlanView
    from plumbrule.model.people import Identity
    from tests.world.client import World as Endpoint

ADA, BOB, CAT, DAN = unix("ada"), unix("bob"), unix("cat"), unix("dan")
NOBODY = unix("mallory")
V1 = definition_with(user="1000", image="r/app:1")
V2 = definition_with(user="1001", image="r/app:1")
V3 = definition_with(user="1002", image="r/app:1")
NEW_TAG = definition_with(user="1000", image="r/app:2")
WIDE = BlastRadius(families=10_000, share=1.0)


def policy(**changes: Any) -> Policy:  # noqa: ANN401 - any field
    """What counts where the operator says nothing but who people are: all but a new tag asks one of them."""
    return Policy(**{"people": EVERYBODY, "blast_radius": WIDE, **changes})


class Office(Stage):
    """Everything a stage is, with a desk."""

    def __init__(self, endpoint: Endpoint, account: str, **changes: Any) -> None:  # noqa: ANN401 - any field
        super().__init__(endpoint, account, **{"policy_of_all": policy(), **changes})
        self.desk = LoopDesk(self.shell)

    def plan(self, family: str = "web") -> PlanView:
        """The family's one open plan."""
        (found,) = self.desk.plans(target=PROD, family=family)
        return found

    def approve(self, caller: Identity = ADA, family: str = "web", **more: Any) -> PlanView:  # noqa: ANN401 - any
        """Say yes to the family's plan, and let the daemon do what follows."""
        view = self.desk.approve(caller, self.plan(family).id, **more)
        self.run()
        return view
