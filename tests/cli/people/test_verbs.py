from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from plumbrule.cli import VERBS, main
from plumbrule.model.policy import BlastRadius, Clause, Consent
from plumbrule.model.state import State
from tests.builders.definitions import definition_with
from tests.cli.people.conftest import Terminal
from tests.edge.admin.conftest import PEOPLE, TOKEN
from tests.loop.desk.office import NEW_TAG, V2, V3, policy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.edge.admin.conftest import House

OF_THEIR_OWN = {
    "run",
    "validate",
    "plan",
    "diff",
    "version",
    "completion",
    "audit",
    "notify",
    "iam",
    "new",
    "explain",
    "convert",
    "docker",
    "cost",
    "import",
    "adopt",
}
AT_DOOR = [name for name in VERBS if name not in OF_THEIR_OWN]


def test_a_change_is_seen_approved_registered_and_told_afterwards(terminal: Terminal) -> None:
    plan = terminal.office.plan().id[:12]
    assert f"prod/web  missing  0s     awaiting_approval  -         -        {plan}  creation" in terminal("status").out
    assert plan in terminal("plans").out
    whole = terminal("plans", plan).out
    assert "needs: the policy wants approval for creation" in whole
    done = terminal("approve", plan, "--yes", "--reason", "OPS-1234", "--for", "2h")
    assert f"approved {plan} (prod/web): it is registered as soon as nothing else says no" in done.out
    assert len(terminal.office.ours()) == 1
    assert "everything is at peace" in terminal("status", "--fail").out
    history = terminal("history", "web").out
    assert "approved by me (socket:" in history
    assert ": OPS-1234" in history
    past = terminal("plans", plan).out
    assert "no more: it was registered as revision 1" in past
    again = terminal("approve", plan, "--yes")
    assert (again.code, "is no more" in again.err) == (1, True)


def test_a_no_keeps_it_from_going_and_says_who_said_it(terminal: Terminal) -> None:
    plan = terminal.office.plan().id[:12]
    assert terminal("reject", plan, "--reason", "wait").out == f"rejected {plan} (web)\n"
    assert "rejected: me rejected it: wait" in terminal("plans", plan).out
    assert terminal.office.made() == []


def test_what_is_suspended_waits_and_is_told_until_it_is_resumed(terminal: Terminal) -> None:
    assert "prod/web is suspended until" in terminal("suspend", "--family", "web", "-r", "load", "--for", "2h").out
    terminal("approve", terminal.office.plan().id, "-y")
    assert "prod/web is suspended by me until" in terminal("status").out
    assert terminal.office.made() == []
    assert terminal("resume", "--family", "prod/web").out == "prod/web goes on\n"
    assert len(terminal.office.made()) == 1
    assert "suspended" in terminal("suspend", "--target", "prod", "-r", "x").out
    assert "everything is suspended" in terminal("suspend", "--everything", "-r", "x").out
    assert terminal("resume", "--everything").code == 0
    refused = terminal("suspend", "--everything", "--target", "prod", "-r", "x")
    assert (refused.code, "say --family, --target or --everything" in refused.err) == (1, True)


def test_a_hold_prints_what_takes_services_back(terminal: Terminal) -> None:
    terminal("approve", terminal.office.plan().id, "-y")
    terminal.office.put(NEW_TAG)
    terminal.office.read()
    assert len(terminal.office.ours()) == 2
    said = terminal("hold", "web", "--reason", "3 a.m.")
    assert "prod/web is held: nothing is registered while its spec stays as it is" in said.out
    command = said.out.splitlines()[-1]
    assert command.startswith("aws ecs update-service --region eu-west-1 --cluster CLUSTER --service SERVICE")
    assert command.endswith("--task-definition web:1")
    terminal.office.put(V2)
    terminal.office.read()
    assert terminal.office.gates() == ["awaiting_approval"]


def test_what_is_live_is_accepted_only_as_it_was_shown(terminal: Terminal) -> None:
    terminal.office.by_hand(V3)
    terminal.office.sweep()
    assert terminal.office.state() is State.UNADOPTED
    said = terminal("baseline", "--all", "-y", "-r", "taking over")
    assert "prod/web:1  unadopted, registered by" in said.out
    assert "~ containerDefinitions[app].user: 1002 → 1000" in said.out
    assert said.out.endswith("1 accepted\n")
    assert terminal.office.state() is State.SPEC_AHEAD
    assert "nothing to accept" in terminal("baseline", "--all", "-y").out
    assert terminal("baseline", "-y").code == 1


def test_an_orphan_is_let_go(terminal: Terminal) -> None:
    terminal("approve", terminal.office.plan().id, "-y")
    terminal.office.shelf.files.clear()
    terminal.office.read()
    terminal.office.sweep()
    assert "orphan" in terminal("status").out
    assert "is not ours any more" in terminal("release", "web", "-y").out
    assert "orphan" not in terminal("status").out


def test_the_chain_is_exported_and_verified_with_and_without_the_daemon(terminal: Terminal, tmp_path: Path) -> None:
    terminal("approve", terminal.office.plan().id, "-y")
    assert terminal("audit", "verify").code == 0
    exported = terminal("audit", "export").out
    file = tmp_path / "audit.jsonl"
    file.write_text(exported)
    anchor = json.loads(exported.splitlines()[-1])["hash"]
    assert terminal("audit", "verify", "--file", str(file), "--anchor", anchor).code == 0
    assert terminal("audit", "verify", "--anchor", anchor).code == 0
    assert terminal("audit", "verify", "--anchor", "0" * 64).code == 2
    lines = exported.splitlines()
    for broken in (
        lines[:2] + lines[3:],
        [lines[1], lines[0], *lines[2:]],
        [*lines[:-1], lines[-1].replace("web", "api")],
    ):
        file.write_text("\n".join(broken))
        said = terminal("audit", "verify", "--file", str(file))
        assert (said.code, "the chain is broken" in said.out) == (2, True)
    file.write_text("nonsense")
    assert terminal("audit", "verify", "--file", str(file)).code == 1


def test_a_commit_that_is_too_large_goes_as_the_set_that_was_shown(opened: Callable[..., House]) -> None:
    house = opened()
    office = house.office
    small = policy(people=PEOPLE, clauses=(Clause(Consent.AUTO),), blast_radius=BlastRadius(families=2, floor=2))
    office.reload(policy=small, generation="g2")
    office.put(*(definition_with(f"svc{n}") for n in range(3)))
    office.read()
    terminal = Terminal(house)
    assert "limited" in terminal("status").out
    commit = office.shell.intake.commit if office.shell.intake else ""
    said = terminal("approve", "--commit", str(commit)[:10], "-y")
    assert "goes first, the others when it has settled" in said.out
    assert [office.state(f"svc{n}") for n in range(3)] == [State.IN_SYNC] * 3


def test_the_same_name_in_two_targets_has_to_be_said_whole(terminal: Terminal) -> None:
    said = terminal("reconcile", "nowhere/web")
    assert (said.code, "there is no target nowhere" in said.err) == (1, True)
    assert "no family nope is looked at" in terminal("reconcile", "nope").err
    assert terminal("reconcile", "prod/web").out == "prod/web is looked at now\n"


@pytest.mark.parametrize("verb", AT_DOOR)
def test_every_verb_says_how_it_is_used_and_knows_both_outputs(verb: str) -> None:
    said = CliRunner().invoke(main, [verb, "--help"])
    assert said.exit_code == 0
    assert f"plumbrule {verb}" in said.output
    assert "--output" in said.output
    assert "Example" in said.output


@pytest.mark.parametrize("verb", ["status", "plans"])
def test_machines_get_the_answer_as_json(verb: str, terminal: Terminal) -> None:
    assert json.loads(terminal(verb, "--output", "json").out)


def test_a_plan_is_shown_as_markdown(terminal: Terminal) -> None:
    plan = terminal.office.plan().id[:12]
    assert f"**Plan `{plan}`** for `prod/web`, missing" in terminal("plans", plan, "--markdown").out


def test_nobody_is_asked_where_nobody_can_answer(terminal: Terminal) -> None:
    said = terminal("approve", terminal.office.plan().id)
    assert (said.code, "say --yes if it is meant" in said.err) == (1, True)
    assert terminal.office.plan().approvals == ()


def test_where_no_daemon_is_one_sentence_says_so(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["status", "--socket", str(tmp_path / "none.sock")])
    assert said.exit_code == 1
    assert "does `plumbrule run` run" in said.stderr


def test_over_tcp_a_token_file_proves_who_asks(terminal: Terminal, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text(f"{TOKEN}\n")
    url = f"http://{terminal.house.listen}"
    said = CliRunner().invoke(main, ["status", "--url", url, "--token-file", str(token)])
    assert (said.exit_code, "prod/web" in said.stdout) == (0, True)
    token.write_text("wrong")
    said = CliRunner().invoke(main, ["status", "--url", url, "--token-file", str(token)])
    assert (said.exit_code, "prove who you are" in said.stderr) == (1, True)
    said = CliRunner().invoke(main, ["status", "--url", url, "--token-file", "/nowhere"])
    assert (said.exit_code, "the token cannot be read" in said.stderr) == (1, True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str) -> None:
    said = CliRunner().invoke(main, ["completion", shell])
    assert "_PLUMBRULE_COMPLETE" in said.output


def test_families_targets_and_plans_are_completed_from_the_daemon(terminal: Terminal) -> None:
    plan = terminal.office.plan().id[:12]
    cases = {"reconcile w": "web", "plans --target p": "prod", f"approve {plan[:3]}": plan}
    for words, wanted in cases.items():
        environment = {
            **os.environ,
            "PLUMBRULE_SOCKET": terminal.house.socket,
            "_PLUMBRULE_COMPLETE": "bash_complete",
            "COMP_WORDS": f"plumbrule {words}",
            "COMP_CWORD": str(len(words.split())),
        }
        ran = subprocess.run(
            [sys.executable, "-m", "plumbrule.cli"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert wanted in ran.stdout, ran.stderr


# A real terminal.


def typed(words: list[str], answer: bytes, until: bytes, seconds: float = 30) -> tuple[int, bytes]:
    """Run a verb on a terminal of its own, and type once `until` was seen."""
    child, ours = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "plumbrule.cli", *words])  # noqa: S606 - no shell is wanted
    seen, end = b"", time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
        if answer and until in seen:
            os.write(ours, answer)
            answer = b""
    os.close(ours)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), seen


@pytest.mark.slow
def test_on_a_terminal_the_change_is_shown_and_asked_for(terminal: Terminal) -> None:
    words = ["approve", "--socket", terminal.house.socket, terminal.office.plan().id[:12]]
    code, seen = typed(words, b"n\n", b"Approve this?")
    assert (code, terminal.office.plan().approvals) == (1, ())
    assert b"risk: creation" in seen
    code, seen = typed(words, b"y\n", b"Approve this?")
    terminal.office.run()
    assert (code, len(terminal.office.made())) == (0, 1)


@pytest.mark.slow
def test_a_watched_status_redraws_until_ctrl_c(terminal: Terminal) -> None:
    words = ["status", "--socket", terminal.house.socket, "--watch", "1"]
    code, seen = typed(words, b"\x03", b"every 1s", 20)
    assert code in {-2, 130}
    assert seen.count(b"prod/web") >= 1
    refused = terminal("status", "--watch", "1")
    assert (refused.code, "this is none" in refused.err) == (1, True)
