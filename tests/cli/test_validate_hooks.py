"""`.pre-commit-hooks.yaml` and `action.yml`, run as pre-commit and GitHub's runner run them, in a real repository."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.cli.ground import SECONDS, Said
from tests.cli.made import MISTAKES, UNEASY, lay, spec

ROOT: Final = Path(__file__).parents[2]
BIN: Final = Path(sys.executable).parent
HOOK: Final[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
ACTION: Final[dict[str, Any]] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SETUP, INSTALL, VALIDATE = ACTION["runs"]["steps"]
ENDINGS: Final = {"json": (".json",), "yaml": (".yaml", ".yml")}
"""What `types` of pre-commit mean here (identify, extensions.py, seen 2026-11)."""

FILES: Final = {
    "services/bad task.json": spec(MISTAKES),
    "services/good.json": spec(),
    "services/uneasy.yaml": spec(task=UNEASY),
    "services/README.md": "# Services\n",
    "package.json": "{}",
}


def run(*words: str, cwd: Path, **environment: str) -> Said:
    """A command with the installed `plumbrule` on its path."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        words,
        cwd=cwd,
        env={**os.environ, "PATH": path, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def repository(root: Path, files: dict[str, str]) -> Path:
    """A real repository with these files in its index."""
    lay(root, files)
    assert run("git", "init", "--quiet", ".", cwd=root).code == 0
    assert run("git", "add", "--all", cwd=root).code == 0
    return root


# pre-commit


def chosen(root: Path, hook: dict[str, Any]) -> list[str]:
    """The staged files that the hook is for."""
    staged = run("git", "diff", "--cached", "--name-only", "-z", cwd=root).out.split("\0")[:-1]
    endings = tuple(ending for kind in hook["types_or"] for ending in ENDINGS[kind])
    return [name for name in staged if re.search(hook["files"], name) and name.endswith(endings)]


def committed(root: Path, own: dict[str, Any]) -> Said:
    """What the hook says of the index when a repository's configuration has `own` for it."""
    hook = {**HOOK, **own}
    return run(*shlex.split(hook["entry"]), *hook.get("args", []), *chosen(root, hook), cwd=root)


def test_the_hook_is_of_the_kind_that_installs_this_package() -> None:
    assert (HOOK["id"], HOOK["language"], HOOK["types_or"]) == ("plumbrule-validate", "python", ["json", "yaml"])
    assert set(HOOK) <= {"id", "name", "description", "entry", "language", "files", "types_or", "require_serial"}
    assert (BIN / shlex.split(HOOK["entry"])[0]).is_file()


def test_the_hook_refuses_a_commit_with_a_broken_spec(tmp_path: Path) -> None:
    said = committed(repository(tmp_path, FILES), {"files": "^services/"})

    assert said.code == 2
    assert "services/bad task.json: 2 errors" in said.out
    assert said.out.splitlines()[-1].startswith("3 files: 2 errors, 1 warning")


def test_the_hook_lets_a_good_spec_pass(tmp_path: Path) -> None:
    said = committed(repository(tmp_path, FILES), {"files": "good"})

    assert said.code == 0


def test_the_hook_takes_arguments(tmp_path: Path) -> None:
    root = repository(tmp_path, FILES)

    assert committed(root, {"files": "uneasy"}).code == 0
    assert committed(root, {"files": "uneasy", "args": ["--fail-on", "warning"]}).code == 2


@pytest.mark.parametrize(
    "name",
    [
        "ecs/web.json",
        "deploy/ecs/prod/web.yml",
        "task-definitions/web.yaml",
        "infra/taskdefs/web.json",
        "task-definition.json",
        "web/taskdef.yaml",
        "web/web-taskdef.json",
        "web/task_definition.prod.yml",
        "TaskDefinition.json",
    ],
)
def test_the_hook_finds_specs_where_they_usually_are(tmp_path: Path, name: str) -> None:
    assert chosen(repository(tmp_path, {name: spec()}), HOOK) == [name]


@pytest.mark.parametrize(
    "name",
    ["package.json", "docker-compose.yml", ".github/workflows/ci.yaml", "specs/openapi.json", "taskdef.md", "ecs.json"],
)
def test_the_hook_leaves_other_files_alone(tmp_path: Path, name: str) -> None:
    assert chosen(repository(tmp_path, {name: "{}"}), HOOK) == []


# The action


def step(root: Path, inputs: dict[str, str], **environment: str) -> Said:
    """The step of the action that validates, as a runner runs it: bash, with the inputs as it asks for them."""
    given = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
    assert set(given) == set(ACTION["inputs"])
    variables = {name: filled(text, given) for name, text in VALIDATE["env"].items()}
    temp = root.parent / f"{root.name}-temp"
    (temp / "plumbrule" / "bin").mkdir(parents=True, exist_ok=True)
    installed = temp / "plumbrule" / "bin" / "plumbrule"
    if not installed.exists():
        installed.symlink_to(BIN / "plumbrule")
    script = temp / "step.sh"
    script.write_text(VALIDATE["run"], encoding="utf-8")
    shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
    return run(*shell, cwd=root, RUNNER_TEMP=str(temp), **variables, **environment)


def filled(text: str, inputs: dict[str, str]) -> str:
    """`${{ inputs.name }}` is all that a variable may hold."""
    found = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", text)
    assert found, text
    return inputs[found[1]]


def test_the_action_is_composite_and_no_script_of_it_holds_an_expression() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert SETUP["uses"].startswith("actions/setup-python@v")
    for one in (INSTALL, VALIDATE):
        assert one["shell"] == "bash"
        assert "${{" not in one["run"]
    asked = re.findall(r"inputs\.([a-z-]+)", json.dumps(ACTION["runs"]))
    assert set(asked) == set(ACTION["inputs"])


def test_the_action_annotates_every_mistake(tmp_path: Path) -> None:
    said = step(repository(tmp_path / "repo", FILES), {"paths": "services"})

    *_, first, second, third = [line for line in said.out.splitlines() if line.startswith("::")]
    assert said.code == 2
    assert first.startswith("::error file=services/bad task.json,line=")
    assert "title=Plumbrule R008" in second
    assert third.startswith("::warning file=services/uneasy.yaml,")


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        pytest.param({"paths": "services/good.json"}, 0, id="a good file"),
        pytest.param({"paths": "services/good.json\n\nservices/bad task.json\n"}, 2, id="paths with spaces"),
        pytest.param({"paths": "services/uneasy.yaml"}, 0, id="a warning"),
        pytest.param({"paths": "services/uneasy.yaml", "fail-on": "warning"}, 2, id="a warning that counts"),
        pytest.param({"paths": "services/good.json", "config": "services/README.md"}, 78, id="wrong settings"),
        pytest.param({"paths": "$(touch forged) `touch forged`; touch forged"}, 1, id="a path that is a command"),
        pytest.param({"paths": "--help"}, 1, id="a path that is an option"),
    ],
)
def test_the_action_exits_as_the_command_does(tmp_path: Path, inputs: dict[str, str], code: int) -> None:
    root = repository(tmp_path / "repo", FILES)

    said = step(root, inputs)

    assert said.code == code
    assert not (root / "forged").exists()


def test_the_action_annotates_what_it_is_told_to(tmp_path: Path) -> None:
    root = repository(tmp_path / "repo", FILES)

    assert "::warning" not in step(root, {"paths": "services", "show": "error"}).out


@pytest.mark.parametrize(("path", "code"), [("services", 2), ("services/good.json", 0)])
def test_the_action_writes_sarif_whether_it_fails_or_not(tmp_path: Path, path: str, code: int) -> None:
    root = repository(tmp_path / "repo", FILES)

    said = step(root, {"paths": path, "sarif": "found.sarif"})

    assert said.code == code
    assert json.loads((root / "found.sarif").read_text())["version"] == "2.1.0"


def test_the_action_writes_no_sarif_when_it_could_not_run(tmp_path: Path) -> None:
    root = repository(tmp_path / "repo", FILES)

    said = step(root, {"config": "services/README.md", "sarif": "found.sarif"})

    assert said.code == 78
    assert not (root / "found.sarif").exists()


def test_the_action_installs_its_own_checkout_from_locks() -> None:
    assert INSTALL["env"]["CHECKOUT"] == "${{ github.action_path }}"
    named = re.findall(r'"\$CHECKOUT/?([\w.-]*)"', INSTALL["run"])
    assert named == ["requirements.lock", "requirements-build.lock", ""]
    assert all((ROOT / name).exists() for name in named)
    assert run("bash", "-n", "-c", INSTALL["run"], cwd=ROOT).code == 0
