"""The steps, each told in plain words and asserted by asking the endpoint."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.cli.planned import families
from tests.demo.running import StepFailed
from tests.demo.specs import FILES, WEB, WORKER

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.demo.publisher import Publisher
    from tests.demo.running import RunningDaemon
    from tests.demo.screen import Screen
    from tests.world.client import Registered, World
    from tests.world.slack import Slack
    from tests.world.slack.state import Message

CHANNEL = "alerts"
NONE_OPEN = "no incident is open\n"
OPERATOR = "arn:aws:sts::123456789012:assumed-role/Admin/mallory"


@dataclass
class Story:
    """Everything the steps share; `seconds` bounds each wait."""

    world: World
    publisher: Publisher
    daemon: RunningDaemon
    slack: Slack
    screen: Screen
    seconds: float
    began: float = field(default_factory=time.monotonic)

    def tell(self) -> None:
        """Every step, in order. Raises StepFailed where one does not happen."""
        for step in (self.broken, self.first, self.quiet, self.drift, self.commit, self.approval, self.told):
            step()
        self.summary()

    def broken(self) -> None:
        """A broken spec is refused at its place, and nobody else waits for it."""
        self.screen.step("A commit with four specs is published; one of them is broken.")
        refused = self._wait("both mistakes in mailer.yaml are told", lambda: self._refused(2))
        for line in refused:
            self.screen.bad(f"{line['file']}:{line['line']}:{line['column']}  {line['rule']}  {line['message']}")
            self.screen.plain(line["hint"])
        self._expect(
            "the two mistakes stand where they are",
            [(line["line"], line["rule"]) for line in refused] == [(9, "R006"), (11, "R008")],
        )

    def first(self) -> None:
        """The others are registered, once per target they mean."""
        self.screen.step("The others go on: what ECS does not have yet is registered.")
        made = self._wait("four registrations reach the endpoint", lambda: self._log_of(4))
        for one in made:
            self.screen.good(f"{one.region}  {one.family}:{one.revision}  tagged {self._short(one)}")
        wanted = {("eu-west-1", name) for name in ("shop-api", "shop-web", "shop-worker")} | {
            ("eu-central-1", "shop-api")
        }
        self._expect("each family once, the broken one not at all", {(m.region, m.family) for m in made} == wanted)
        staging = next(one for one in made if one.region == "eu-central-1")
        self._expect("staging got its overlay", str(staging.definition["cpu"]) == "256")

    def quiet(self) -> None:
        """A second sweep does nothing."""
        self.screen.step("The next sweep finds everything as Git says, and does nothing.")
        swept = self._wait("a sweep in which nothing changed", self._unchanged_sweeps)
        for line in swept:
            self.screen.good(f"{line['target']}: {families(line['families'])}, {line['unchanged']} unchanged")
        self._expect("the endpoint saw no further registration", len(self.world.log()) == 4)

    def drift(self) -> None:
        """Somebody registers by hand: the exact field, both values, who and when — and nothing is overwritten."""
        self.screen.step("Somebody changes LOG_LEVEL in the console and registers shop-web:2 by hand.")
        definition = json.loads(WEB.replace('"value": "info"', '"value": "trace"'))
        self.world.register_by_hand(definition, by=OPERATOR, region="eu-west-1")
        found = self._wait("the drift is told", lambda: self.daemon.events("drift_found", family="shop-web"))[-1]
        (change,) = found["changes"]
        self.screen.bad(f"drift in shop-web:{found['revision']}: {change['path']}")
        self.screen.plain(f"Git says {change['git']}, ECS has {change['live']}")
        self.screen.plain(f"registered by {found['registered_by']}")
        self.screen.plain(f"registered at {found['registered_at']}")
        told = (change["path"], change["git"], change["live"], found["registered_by"], found["state"])
        path = "containerDefinitions[web].environment[LOG_LEVEL].value"
        self._expect("field, values and author are right", told == (path, "info", "trace", OPERATOR, "out_of_band"))
        self._expect("the hand-made revision was left alone", self._newest("shop-web").by == OPERATOR)

    def commit(self) -> None:
        """A commit is published, and its content is registered."""
        self.screen.step("A commit raises BATCH_SIZE of shop-worker; git-sync re-points its link.")
        commit = self.publisher.commit(
            {"services/worker.yaml": WORKER.replace("0500", "0750")}, "worker: larger batches"
        )
        self.publisher.publish()
        made = self._wait("shop-worker:2 is registered", lambda: self._numbered("shop-worker", 2))
        self.screen.good(f"{made.family}:{made.revision} from commit {commit[:12]}")
        environment = {one["name"]: one["value"] for one in made.definition["containerDefinitions"][0]["environment"]}
        self._expect("it has what the commit says, as text", environment == {"BATCH_SIZE": "0750"})
        self._expect("it says which commit it came from", made.tags["plumbrule:commit"] == commit)
        self._expect("nothing else was registered", len(self.world.log()) == 6)

    def approval(self) -> None:
        """What the policy wants approved waits, for just this change, and is registered once."""
        self.screen.step("Another commit changes what shop-worker runs: the policy wants somebody's approval for that.")
        worker = WORKER.replace("0500", "0750").replace("--queue, orders", "--queue, returns")
        self.publisher.commit({"services/worker.yaml": worker}, "worker: another queue")
        self.publisher.publish()
        plan = self._wait("a plan waits", lambda: self._plan("shop-worker"))
        self.screen.plain(f"plan {plan['id'][:12]}  risk: {plan['risks'][0]}  needs: {plan['needs'][0]}")
        self._expect("nothing is registered before", len(self.world.log()) == 6)
        said = self.daemon.verb("approve", plan["id"][:12], "--yes", "--reason", "the orders moved")
        self.screen.good(said.splitlines()[-1])
        made = self._wait("shop-worker:3 is registered", lambda: self._numbered("shop-worker", 3))
        self._expect("it is the plan that was approved", made.tags["plumbrule:plan"] == plan["id"])
        history = self.daemon.verb("history", "shop-worker", "--most", "1")
        self._expect("history says who approved it, and why", ": the orders moved" in history)
        self._expect("the audit chain holds", "the chain holds" in self.daemon.verb("audit", "verify"))

    def told(self) -> None:
        """The drift of step 4 is one message; a click in Slack mends it."""
        self.screen.step(
            "The drift of shop-web has been in Slack since step 4, as one message. You click Approve there."
        )
        (message,) = self._wait("the message", lambda: self.slack.roots(CHANNEL))
        self.screen.bad(message["text"])
        self.slack.click(CHANNEL, message, "plumbrule:approve", "U0YOU")
        self._wait("shop-web:3 is registered", lambda: self._numbered("shop-web", 3))
        mended = self._wait("the message is edited", lambda: self._mended(message))
        self.screen.good(f"{mended['text']}  (edited)")
        said = self._wait("the thread says it", lambda: self.slack.replies(CHANNEL, message["ts"]))
        for line in said:
            self.screen.plain(f"in its thread: {line['text']}")
        roots = self.slack.roots(CHANNEL)
        self._expect("it is one message, whatever happened to it", [one["ts"] for one in roots] == [message["ts"]])
        self._expect(
            "Git's content is live again", self._newest("shop-web").tags["plumbrule:path"] == "services/web.json"
        )
        self._expect("no incident is open", self.daemon.verb("incidents", "--family", "shop-web") == NONE_OPEN)

    def _mended(self, message: Message) -> Message | None:
        found = self.slack.roots(CHANNEL)[0]
        return found if found["text"] != message["text"] else None

    def _plan(self, family: str) -> dict[str, Any] | None:
        found = json.loads(self.daemon.verb("plans", "--family", family, "--output", "json"))
        return found[0] if found else None

    def summary(self) -> None:
        """What the endpoint itself wrote down."""
        seconds = time.monotonic() - self.began
        by_hand = sum(one.by == OPERATOR for one in self.world.log())
        ours = [one.tags["plumbrule:plan"] for one in self.world.log() if one.by != OPERATOR]
        self._expect("no plan was registered twice", len(ours) == len(set(ours)))
        self.screen.summary(
            f"All steps happened in {seconds:.1f} s: {len(FILES)} files, {len(ours)} registrations by Plumbrule "
            f"({len(set(ours))} plans, none twice, 2 approved), {by_hand} by hand, 1 drift told, 1 bad file contained."
        )

    def _wait(self, what: str, happened: Callable[[], object]) -> Any:  # noqa: ANN401 - what was found
        return self.daemon.wait_for(what, happened, self.seconds)

    def _expect(self, what: str, holds: bool) -> None:  # noqa: FBT001 - reads as a sentence
        if not holds:
            raise StepFailed(f"this is not so: {what}")
        self.screen.checked(what)

    def _refused(self, count: int) -> list[dict[str, object]] | None:
        found = self.daemon.events("spec_refused", file="services/mailer.yaml")
        return found if len(found) >= count else None

    def _log_of(self, count: int) -> tuple[Registered, ...] | None:
        log = self.world.log()
        return log if len(log) >= count else None

    def _unchanged_sweeps(self) -> list[dict[str, object]] | None:
        found = {
            line["target"]: line
            for line in self.daemon.events("sweep_finished")
            if line["unchanged"] == line["families"]
        }
        return list(found.values()) if len(found) == 2 else None

    def _newest(self, family: str) -> Registered:
        return max((one for one in self.world.log() if one.family == family), key=lambda one: one.revision)

    def _numbered(self, family: str, number: int) -> Registered | None:
        newest = self._newest(family)
        return newest if newest.revision == number else None

    def _short(self, made: Registered) -> str:
        return made.tags["plumbrule:commit"][:12]
