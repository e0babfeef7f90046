"""An office with a Slack: the loop, the desk, a postman and clicks, all real, driven by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from plumbrule.edge.notify.slack import Asking, Clicks, SlackSink
from plumbrule.loop.post import Postman
from plumbrule.model.manners import Manners, Routing, SinkKind, SinkSettings
from plumbrule.model.people import Identity, Method, People
from tests.builders.definitions import definition_with
from tests.builders.people import ADA, BOB, CAT, DAN
from tests.loop.desk.office import Office, policy
from tests.world.slack import BOT_TOKEN, Slack

if TYPE_CHECKING:
    from plumbrule.model.incident import Incident
    from plumbrule.ports import Sink
    from tests.builders.definitions import Definition
    from tests.world.client import World as Endpoint
    from tests.world.slack.state import Message

CHANNEL: Final = "alerts"
ROUTE: Final = Routing("slack", CHANNEL, mentions=("<@U0DUTY>",))
SINK: Final = SinkSettings("slack", SinkKind.SLACK)
MANNERS: Final = Manners((SINK,), (ROUTE,), group_wait=timedelta(seconds=30), commit_url="https://git.test/c/{commit}")
IN_SLACK: Final = {ADA.name: "U0ADA", BOB.name: "U0BOB", CAT.name: "U0CAT", DAN.name: "U0DAN"}
EVERYBODY: Final = People(
    tuple(
        replace(one, identities=one.identities | {Identity(Method.SLACK, IN_SLACK[one.name])})
        for one in (ADA, BOB, CAT, DAN)
    )
)
V1: Final = definition_with(user="1000", image="r/app:1")
BY_HAND: Final = definition_with(user="1000", image="r/app:hand")


class Newsroom(Office):
    """Everything an office is, with people who are told."""

    def __init__(self, endpoint: Endpoint, account: str, slack: Slack, **changes: Any) -> None:  # noqa: ANN401
        start: dict[str, Any] = {"manners": MANNERS, "policy_of_all": policy(people=EVERYBODY)}
        super().__init__(endpoint, account, **{**start, **changes})
        self.slack = slack
        self.postman = self.hire()
        self.clicks = Clicks(self.desk, Asking(BOT_TOKEN, slack.api), self.shell.say)

    def hire(self, sink: Sink | None = None, name: str = "slack") -> Postman:
        """A postman whose rounds are walked by hand; another one knows nothing of the first."""
        return Postman(self.shell, name, sink or SlackSink(BOT_TOKEN, self.slack.api))

    def settle(self, *definitions: Definition) -> None:
        """Git and ECS say the same, and both sides stand on it."""
        for each in definitions or (V1,):
            self.by_hand(each)
        self.put(*(definitions or (V1,)))
        self.read()
        self.sweep()

    def drift(self, definition: Definition = BY_HAND) -> None:
        """Somebody registers something else, and a sweep sees it."""
        self.by_hand(definition)
        self.sweep()

    def post(self, rounds: int = 12, seconds: float = 6.0) -> None:
        """Let time pass, and deliver what has become due, as often as it takes."""
        for _ in range(rounds):
            self.clock.advance(seconds)
            self.postman.round()

    def remind(self) -> None:
        """Time has its say."""
        self.shell.ask_remind()
        self.run()

    def root(self) -> Message:
        """The one living message."""
        (found,) = self.slack.roots(CHANNEL)
        return found

    def thread(self) -> list[str]:
        """What its thread says."""
        return [words(one) for one in self.slack.replies(CHANNEL, self.root()["ts"])]

    def open(self) -> tuple[Incident, ...]:
        """Incidents that are not over."""
        return self.journal.incidents()

    def click(self, deed: str, by: str = "U0ADA", message: Message | None = None, **more: Any) -> None:  # noqa: ANN401
        """Somebody clicks, and the daemon does what follows."""
        payload = self.slack.payload(CHANNEL, message or self.root(), f"plumbrule:{deed}", by, **more)
        self.clicks.take(payload)
        self.run()


def words(message: Message) -> str:
    """Everything that can be read in a message, in order."""
    return "\n".join(_texts(message["blocks"]))


def _texts(tree: Any) -> list[str]:  # noqa: ANN401 - blocks are any JSON
    if isinstance(tree, dict):
        own = [tree["text"]] if isinstance(tree.get("text"), str) else []
        return own + [text for name, value in tree.items() if name != "confirm" for text in _texts(value)]
    return [text for one in tree for text in _texts(one)] if isinstance(tree, list) else []
