"""Law 6: no secret-looking value appears in any log, message, metric, page or exception.

Secrets of two kinds are planted: texts that have the shape of a credential, anywhere; and texts without any shape,
where a name says what they are.
Identifiers (family, container, target) are no place for secrets: they are repeated everywhere by design.
A file so broken that a shapeless secret has become a key of its own has nothing left that says so: that one is shown.
"""

from __future__ import annotations

import io
import json
import logging
import string
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, cast

import click
import pytest
import structlog
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from plumbrule.api import compare, judge_for, judge_offline
from plumbrule.cli import difference_markdown, difference_text, planned, planned_markdown
from plumbrule.cli.difference import Difference, as_fields, uncounted_fields
from plumbrule.cli.priced import prices_from
from plumbrule.cli.report import render
from plumbrule.cli.report.judged import Judged
from plumbrule.core.load.read import read
from plumbrule.core.tell.speak import speak
from plumbrule.core.tell.standing import Standing
from plumbrule.edge.aws.shape import api_shape
from plumbrule.edge.telemetry.logs import LogNotifier, set_up_logs
from plumbrule.loop.fleet.fleets import Fleets
from plumbrule.model.digest import blob_id
from plumbrule.model.document import Document
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.ids import Family, Key, Target, TargetId, TargetName
from plumbrule.model.outcome import Stood
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.revision import Revision
from plumbrule.model.secret import MASK, Secret
from plumbrule.model.spec import SourceFile
from plumbrule.model.state import State
from plumbrule.model.target_policy import Addressee, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plumbrule.app import Survey
    from plumbrule.model.finding import Finding

Definition = dict[str, Any]

PRICES: Final = prices_from(None)
_LETTERS: Final = string.ascii_letters + string.digits
_CORE: Final = st.text(_LETTERS, min_size=40, max_size=40).map(lambda text: "Zq7" + text[3:])
_SHAPES: Final = (
    ("AKIA", 16, str.upper),
    ("xoxb-", 24, str),
    ("https://hooks.slack.com/services/T", 24, str),
    ("ghp_", 36, str),
    ("github_pat_", 30, str),
    ("glpat-", 20, str),
    ("eyJhbGciOiJIUzI1NiJ9.eyJ", 20, lambda text: f"{text}.sig"),
    ("sk_live_", 24, str),
    ("AIza", 35, str),
    ("npm_", 36, str),
    ("postgres://app:", 20, lambda text: f"{text}@db/app"),
    ("Server=db;Password=", 20, str),
    ("Authorization: Bearer ", 30, str),
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A secret: `text` is what stands in the file, `core` the part that must not be seen anywhere."""

    text: str
    core: str

    def is_in(self, said: str) -> bool:
        return self.core in said or self.core[:12] in said


@st.composite
def shaped(draw: st.DrawFn) -> Planted:
    before, length, made = draw(st.sampled_from(_SHAPES))
    core = draw(_CORE)[:length]
    text = before + made(core)
    return Planted(text, core.upper() if before == "AKIA" else core)


def named() -> st.SearchStrategy[Planted]:
    return _CORE.map(lambda core: Planted(core[:20], core[:20]))


# Where a definition can hold text.


def _base() -> Definition:
    return {
        "family": "web",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{"name": "app", "image": "nginx:1.27", "environment": [{"name": "A", "value": "1"}]}],
    }


def _in_container(**members: Any) -> Definition:  # noqa: ANN401 - any JSON
    whole = _base()
    whole["containerDefinitions"][0].update(members)
    return whole


def _environment(name: str, value: object, **more: object) -> Definition:
    return _in_container(environment=[{"name": name, "value": value, **more}, {"name": "Z", "value": "1"}])


def _options(**options: object) -> Definition:
    return _in_container(logConfiguration={"logDriver": "splunk", "options": options})


UNDER_A_NAME: Final[dict[str, Callable[[str], Definition]]] = {
    "an environment variable": lambda text: _environment("DB_PASSWORD", text),
    "a variable in camel case": lambda text: _environment("clientSecret", text),
    "a value before its name": lambda text: _in_container(environment=[{"value": text, "name": "API_KEY"}]),
    "an option of a command": lambda text: _in_container(command=["serve", "--db-password", text]),
    "an option with an equals sign": lambda text: _in_container(entryPoint=["serve", f"--token={text}"]),
    "a shell's variable": lambda text: _in_container(command=["sh", "-c", f"PGPASSWORD={text} psql -h db"]),
    "a health check": lambda text: _in_container(
        healthCheck={"command": ["CMD-SHELL", f"curl -u admin:{text} http://localhost/"]}
    ),
    "a log option": lambda text: _options(**{"splunk-token": text, "splunk-url": "https://splunk"}),
    "a label": lambda text: _in_container(dockerLabels={"com.example.api-key": text}),
    "a tag": lambda text: {**_base(), "tags": [{"key": "password", "value": text}]},
    "a URL": lambda text: _environment("DATABASE_URL", f"postgres://app:{text}@db/app"),
    "JSON inside a value": lambda text: _environment("CONFIG", json.dumps({"host": "db", "password": text})),
    "a query string": lambda text: _environment("CALLBACK", f"https://example.com/hook?token={text}&x=1"),
    "a list where text belongs": lambda text: _environment("DB_PASSWORD", [text]),
    "an object where text belongs": lambda text: _environment("DB_PASSWORD", {"plain": text}),
    "text where a list belongs": lambda text: _in_container(command=f"serve --db-password {text}"),
    "a misspelled member": lambda text: _in_container(environment=[{"name": "DB_PASSWORD", "vaule": text}]),
    "a member too many": lambda text: _environment("DB_PASSWORD", text, password=text),
    "an unknown object": lambda text: {**_base(), "credentials": {"password": text}},
    "a variable that is none": lambda text: _environment("DB_PASSWORD", f"${{{text}}}"),
    "a driver's option": lambda text: {
        **_base(),
        "volumes": [{"name": "v", "dockerVolumeConfiguration": {"driverOpts": {"password": text}}}],
    },
}
ANYWHERE: Final[dict[str, Callable[[str], Definition]]] = {
    "a variable with a harmless name": lambda text: _environment("NOTE", text),
    "an image": lambda text: _in_container(image=text),
    "a label's name": lambda text: _in_container(dockerLabels={text: "x"}),
    "a label's name over a number": lambda text: _in_container(dockerLabels={text: 1}),
    "an unknown key": lambda text: {**_base(), text: "x"},
    "an unknown key in a container": lambda text: _in_container(**{text: {"a": 1}}),
    "a folder": lambda text: _in_container(workingDirectory=text),
    "a reference": lambda text: _in_container(secrets=[{"name": "S", "valueFrom": text}]),
    "an enumeration": lambda text: {**_base(), "networkMode": text},
    "an enumeration's list": lambda text: {**_base(), "requiresCompatibilities": [text]},
    "text where a number belongs": lambda text: _in_container(portMappings=[{"containerPort": text}]),
    "text where true or false belongs": lambda text: _in_container(essential=text),
    "text where an object belongs": lambda text: _in_container(healthCheck=text),
    "text where containers belong": lambda text: {**_base(), "containerDefinitions": text},
    "a size": lambda text: {**_base(), "cpu": text},
    "a tag's key": lambda text: {**_base(), "tags": [{"key": text, "value": "x"}]},
    "a port's name": lambda text: _in_container(portMappings=[{"containerPort": 80, "name": text}]),
}


def definitions() -> st.SearchStrategy[tuple[Planted, Definition]]:
    """A definition with one secret in it."""
    by_name = st.tuples(named(), st.sampled_from(sorted(UNDER_A_NAME))).map(
        lambda drawn: (drawn[0], UNDER_A_NAME[drawn[1]](drawn[0].text))
    )
    everywhere = UNDER_A_NAME | ANYWHERE
    by_shape = st.tuples(shaped(), st.sampled_from(sorted(everywhere))).map(
        lambda drawn: (drawn[0], everywhere[drawn[1]](drawn[0].text))
    )
    return by_name | by_shape


# Files that hold such definitions, whole or broken near the secret.

_MANIFEST_PLACES: Final = ("template", "patch", "labels", "annotations", "selector", "reason")


def _manifest(definition: Definition, secret: Planted, place: str) -> Definition:
    template = {name: value for name, value in definition.items() if name != "family"}
    plain = {name: value for name, value in _base().items() if name != "family"}
    metadata: Definition = {"name": "web"}
    spec: Definition = {"template": template if place == "template" else plain}
    match place:
        case "patch":
            spec["overlays"] = [{"labels": {"env": "prod"}, "patch": template}]
        case "labels" | "annotations":
            metadata[place] = {"password": secret.text, "n": 1}
        case "selector":
            spec["targets"] = [{"labels": {"password": secret.text}}]
        case "reason":
            spec["suspend"] = {"reason": "moving", "token": secret.text}
        case _:
            pass
    return {"apiVersion": "plumbrule.dev/v1", "kind": "TaskDefinition", "metadata": metadata, "spec": spec}


_WRITTEN: Final[dict[str, Callable[[object], str]]] = {
    "a.json": lambda tree: json.dumps(tree, indent=2, ensure_ascii=False),
    "b.json": lambda tree: json.dumps(tree, ensure_ascii=False),
    "a.yaml": lambda tree: yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=10_000),
    "b.yaml": lambda tree: yaml.safe_dump(tree, sort_keys=False, default_flow_style=True, width=10_000),
    "c.yaml": lambda tree: yaml.safe_dump(tree, sort_keys=False, default_style='"', width=10_000),
}
_BREAKS: Final = (
    ",",
    "'",
    '"',
    ":",
    " : ",
    "{",
    "}",
    "[",
    "\t",
    "@",
    "<",
    " True ",
    "\n",
    "// x\n",
    "# x\n",
    "&a ",
    "\\",
    "\0",
    "“",
)


@st.composite
def files(draw: st.DrawFn) -> tuple[Planted, SourceFile]:
    """A file with one secret in it."""
    secret, definition = draw(definitions())
    place = draw(st.sampled_from((None, None, None, *_MANIFEST_PLACES)))
    tree = definition if place is None else _manifest(definition, secret, place)
    path = draw(st.sampled_from(sorted(_WRITTEN)))
    text = _WRITTEN[path](tree)
    for _ in range(draw(st.integers(0, 2))):
        text = _broken(draw, text, secret)
    assume(not _is_key(secret, text, path))
    content = text.encode(draw(st.sampled_from(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16"))))
    return secret, SourceFile(path, blob_id(content), content)


def _is_key(secret: Planted, text: str, path: str) -> bool:
    """Whether a secret without any shape stands where a name stands."""
    content = text.encode()
    loaded = read(SourceFile(path, blob_id(content), content), DEFAULT_BOUNDS, api_shape())
    if secret.text != secret.core or not isinstance(loaded, Document):
        return False
    return any(secret.core in pointer for pointer in loaded.marks().keys)


def _broken(draw: st.DrawFn, text: str, secret: Planted) -> str:
    """Something stands where it should not: around the value, or at an end of its line or of the line before."""
    start = text.find(secret.text)
    if start < 0:
        return text
    end = start + len(secret.text)
    line = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    spots = (start, start - 1, end, end + 1, line, max(line - 1, 0), len(text) if after < 0 else after)
    at = draw(st.sampled_from(spots))
    return text[:at] + draw(st.sampled_from(_BREAKS)) + text[at:]


_PROD: Final = Target(TargetName("prod"), TargetId("aws", "123456789012", "eu-west-1"), {"env": "prod"})
_ADDRESSEES: Final = (Addressee(_PROD, (Route("**"),)),)


def judged(file: SourceFile) -> list[Finding]:
    specs, found = judge_for(file, DEFAULT_BOUNDS, _ADDRESSEES)
    return [*judge_offline(file, DEFAULT_BOUNDS), *found, *(one for spec in specs for one in spec.findings)]


@given(files())
def test_no_finding_repeats_a_secret(planted: tuple[Planted, SourceFile]) -> None:
    secret, file = planted
    for finding in judged(file):
        assert not secret.is_in(f"{finding!r} {finding} {finding.hint} {finding.pointer}")


@given(files())
def test_validate_as_json_shows_no_secret(planted: tuple[Planted, SourceFile]) -> None:
    secret, file = planted
    assert not secret.is_in(render("json", Judged((), judged(file))))


@given(files())
def test_validate_as_text_quotes_no_line_with_a_secret(planted: tuple[Planted, SourceFile]) -> None:
    secret, file = planted
    assert not secret.is_in(click.unstyle(render("text", Judged([file], judged(file)))))


# Differences.


def standing(desired: Definition, observed: Definition) -> Standing:
    """A family as a pass leaves it."""
    live = _live(observed)
    key = Key(_PROD.name, Family("web"))
    tags = {one["key"]: one["value"] for one in observed.get("tags", ()) if isinstance(one["value"], str)}
    revision = Revision(live["taskDefinitionArn"], key.family, 7, live, tags)
    changes = compare(desired, {"taskDefinition": live, "tags": observed.get("tags", [])}).changes
    return Standing(key, State.OUT_OF_BAND, (), changes, None, revision, None, None, Stood())


def _live(observed: Definition) -> Definition:
    return {**observed, "taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7"}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[tuple[Planted, ...], Definition, Definition]:
    """A difference with a secret on one side, on both, or in a container that only one side has."""
    (first, one), (second, other) = draw(definitions()), draw(definitions())
    assume(all(isinstance(each["containerDefinitions"], list) for each in (one, other)))
    kind = draw(st.sampled_from(("git", "live", "both", "container")))
    if kind == "container":
        extra = {**one["containerDefinitions"][0], "name": "side"}
        one = {**_base(), "containerDefinitions": [*_base()["containerDefinitions"], extra]}
        other = _base()
    desired, observed = {"live": (_base(), other), "both": (one, other)}.get(kind, (one, _base()))
    if draw(st.booleans()):
        desired, observed = observed, desired
    return (first, second), desired, observed


def standings() -> st.SearchStrategy[tuple[tuple[Planted, ...], Standing]]:
    """The same, as a pass leaves it."""
    return pairs().map(lambda found: (found[0], standing(found[1], found[2])))


@given(standings())
def test_no_difference_shows_a_secret_in_plan_or_in_a_notice(planted: tuple[tuple[Planted, ...], Standing]) -> None:
    secrets, now = planted
    survey = _survey(now)
    said = [planned.as_json(survey, PRICES), *(json.dumps(dict(notice.fields)) for notice in speak(None, now))]
    assert not [secret for secret in secrets for text in said if secret.is_in(text)]


@given(standings())
def test_plan_as_text_shows_no_secret(planted: tuple[tuple[Planted, ...], Standing]) -> None:
    secrets, now = planted
    said = (click.unstyle(planned.as_text(_survey(now), PRICES)), planned_markdown.as_markdown(_survey(now), PRICES))
    assert not [secret for secret in secrets for text in said if secret.is_in(text)]


@given(pairs())
def test_diff_shows_no_secret_in_what_counts_nor_in_what_does_not(
    planted: tuple[tuple[Planted, ...], Definition, Definition],
) -> None:
    secrets, desired, observed = planted
    found = compare(desired, {"taskDefinition": _live(observed), "tags": observed.get("tags", [])})
    shown = Difference("web", found.changes, found.not_counted)
    fields = json.dumps([as_fields(found.changes), uncounted_fields(found.not_counted)], ensure_ascii=False)
    said = (click.unstyle(difference_text.as_text(shown)), difference_markdown.as_markdown(shown), fields)
    assert not [secret for secret in secrets for text in said if secret.is_in(text)]


def _shell() -> SimpleNamespace:
    targets = {_PROD.name: SimpleNamespace(target=_PROD)}
    return SimpleNamespace(world=SimpleNamespace(targets=targets, fleets=Fleets()))


def test_only_the_secret_leaf_of_an_added_container_is_masked() -> None:
    extra = {
        "name": "side",
        "image": "busybox:1",
        "command": ["serve", "--db-password", "hunter2", "--port", "80"],
        "environment": [{"name": "DB_PASSWORD", "value": "hunter2"}, {"name": "LOG_LEVEL", "value": "info"}],
    }
    wanted = {**_base(), "containerDefinitions": [*_base()["containerDefinitions"], extra]}
    (change,) = standing(wanted, _base()).changes
    line = click.unstyle(planned.change_line(change))
    assert '"command":["serve","--db-password","(secret)","--port","80"]' in line
    fields = json.dumps(
        json.loads(planned.as_json(_survey(standing(wanted, _base())), PRICES))["families"][0]["changes"]
    )
    assert "hunter2" not in fields
    assert all(word in fields for word in ("busybox:1", "LOG_LEVEL", "info", "--port", MASK))


def _survey(now: Standing) -> Survey:
    return cast("Survey", _Surveyed(standings=[now], notices=[], shell=_shell(), base=None, gone=()))


class _Surveyed(SimpleNamespace):
    def troubles(self, _target: str) -> tuple[str, ...]:
        return ()


# Log lines.


@pytest.fixture(params=["json", "pretty"])
def screen(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Logging is one for the whole process: it is put back as it was."""
    root, own = logging.getLogger(), logging.getLogger("plumbrule")
    kept = root.handlers[:], root.level, own.level
    stream = io.StringIO()
    set_up_logs(style=request.param, level="debug", stream=stream)
    yield stream
    root.handlers[:] = kept[0]
    root.setLevel(kept[1])
    own.setLevel(kept[2])
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def test_no_log_line_shows_a_secret(screen: io.StringIO) -> None:
    notifier = LogNotifier()

    @given(files(), standings())
    def law(planted: tuple[Planted, SourceFile], differing: tuple[tuple[Planted, ...], Standing]) -> None:
        screen.seek(0)
        screen.truncate()
        secret, file = planted
        for finding in judged(file):
            notifier.tell(Notice(Event.SPEC_REFUSED, Level.ERROR, finding.fields))
        for notice in speak(None, differing[1]):
            notifier.tell(notice)
        said = screen.getvalue()
        assert said
        assert not [each for each in (secret, *differing[0]) if each.is_in(said)]

    law()


def _fail(words: str) -> None:
    raise ValueError(words)


def test_no_log_line_shows_a_credential_that_came_in_foreign_words_or_exceptions(screen: io.StringIO) -> None:
    @given(shaped())
    def law(secret: Planted) -> None:
        screen.seek(0)
        screen.truncate()
        log = logging.getLogger("somebody")
        try:
            _fail(f"cannot use {secret.text}")
        except ValueError as error:
            log.exception("failed with %s", secret.text)
            LogNotifier()._log.error("x", error=error, raw=secret.text.encode(), held={secret.text}, why=Secret("y"))
        assert "failed with" not in screen.getvalue() or MASK in screen.getvalue()
        assert not secret.is_in(screen.getvalue())

    law()


# What may be logged whole.


@given(files())
def test_no_model_value_shows_a_secret_when_it_is_written_out(planted: tuple[Planted, SourceFile]) -> None:
    secret, file = planted
    loaded = read(file, DEFAULT_BOUNDS, api_shape())
    specs, found = judge_for(file, DEFAULT_BOUNDS, _ADDRESSEES)
    assert not secret.is_in(f"{file!r} {loaded!r} {specs!r} {found!r}")


@given(standings())
def test_no_standing_shows_a_secret_when_it_is_written_out(planted: tuple[tuple[Planted, ...], Standing]) -> None:
    secrets, now = planted
    assume(not any(secret.is_in(change.path) for secret in secrets for change in now.changes))
    assert not [secret for secret in secrets if secret.is_in(repr(now))]
