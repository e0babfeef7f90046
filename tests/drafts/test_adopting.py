"""What is live as the smallest change of a spec's text: everything that is not touched stays, byte by byte."""

from __future__ import annotations

import difflib
import json
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from plumbrule.core.canon import CanonContext, as_definition, canonical
from plumbrule.drafts.patch.adopting import adopted
from plumbrule.errors import Declined
from tests.laws.legal import legal_definitions

CONTEXT = CanonContext("123456789012")

SPEC = """\
# The web front.
family: web   # as it is called everywhere
cpu: '512'
memory: "1024"

networkMode: awsvpc
requiresCompatibilities: [FARGATE]  # and nothing else
containerDefinitions:
  # the one that matters
  - name: app  # never rename
    image: example/web:1.4
    essential: true
    command: [serve, --port, "8080"]
    environment:
      # how much it says
      - name: LOG_LEVEL
        value: info   # quiet
      - {name: MODE, value: "fast"}
    portMappings:
      - containerPort: 8080
        hostPort: 8080
  - name: helper
    image: example/helper:2.0
    essential: false
# the end
"""


def _form(definition: Any) -> Any:  # noqa: ANN401 - JSON
    return canonical(definition, context=CONTEXT)


def patched(change: Any, text: str = SPEC) -> str:  # noqa: ANN401 - a function that changes JSON in place
    """The text after somebody changed what is live; it means just that."""
    live = yaml.safe_load(text)
    change(live)
    minimal = as_definition(_form(live))
    made = adopted(text, minimal, CONTEXT)
    assert _form(yaml.safe_load(made)) == _form(live)
    return made


def touched(made: str, text: str = SPEC) -> list[str]:
    """The lines that differ, as a patch shows them."""
    lines = difflib.ndiff(text.splitlines(), made.splitlines())
    return [line for line in lines if line[0] in "+-"]


def _app(live: Any) -> Any:  # noqa: ANN401 - JSON
    return live["containerDefinitions"][0]


CASES: dict[str, tuple[Any, list[str]]] = {
    "nothing": (lambda _: None, []),
    "another image": (
        lambda live: _app(live).update(image="example/web:1.5"),
        ["-     image: example/web:1.4", "+     image: example/web:1.5"],
    ),
    "a value keeps its comment": (
        lambda live: _app(live)["environment"][0].update(value="debug"),
        ["-         value: info   # quiet", "+         value: debug   # quiet"],
    ),
    "single quotes stay": (lambda live: live.update(cpu="1024"), ["- cpu: '512'", "+ cpu: '1024'"]),
    "double quotes stay, in flow style, too": (
        lambda live: _app(live)["environment"][1].update(value="slow"),
        ['-       - {name: MODE, value: "fast"}', '+       - {name: MODE, value: "slow"}'],
    ),
    "a text that would be none gets quotes": (
        lambda live: _app(live)["environment"][0].update(value="on"),
        ["-         value: info   # quiet", '+         value: "on"   # quiet'],
    ),
    "an ordered list is written anew": (
        lambda live: _app(live).update(command=["serve"]),
        ['-     command: [serve, --port, "8080"]', '+     command: ["serve"]'],
    ),
    "one variable more stands behind the others": (
        lambda live: _app(live)["environment"].append({"name": "ZONE", "value": "a"}),
        ["+       - name: ZONE", "+         value: a"],
    ),
    "one variable less": (
        lambda live: _app(live)["environment"].pop(0),
        ["-       - name: LOG_LEVEL", "-         value: info   # quiet"],
    ),
    "a member more stands behind the others": (
        lambda live: _app(live).update(user="1000"),
        ["+     user: '1000'"],
    ),
    "a member less": (
        lambda live: _app(live).pop("command"),
        ['-     command: [serve, --port, "8080"]'],
    ),
    "a container less": (
        lambda live: live["containerDefinitions"].pop(1),
        ["-   - name: helper", "-     image: example/helper:2.0", "-     essential: false"],
    ),
    "what is written out though it is the default stays": (
        lambda live: _app(live)["portMappings"][0].pop("hostPort"),
        [],
    ),
    "another order means nothing": (lambda live: live["containerDefinitions"].reverse(), []),
}


@pytest.mark.parametrize("case", CASES)
def test_only_what_differs_is_touched(case: str) -> None:
    change, expected = CASES[case]
    assert touched(patched(change)) == expected


@pytest.mark.parametrize("text", ["a\x85b", "\u2028", "a\nb", "é\r\nx", "# c", "x: y", " lead", "0x1F", "~", "{"])
def test_a_new_text_means_itself_whatever_is_in_it(text: str) -> None:
    patched(lambda live: _app(live)["environment"].append({"name": "ZONE", "value": text}))
    patched(lambda live: _app(live)["environment"][0].update(value=text))


def test_a_file_with_breaks_of_windows_keeps_to_them() -> None:
    def change(live: Any) -> None:  # noqa: ANN401 - JSON
        _app(live)["environment"].append({"name": "ZONE", "value": "a"})
        _app(live).update(user="1000")

    made = patched(change, SPEC.replace("\n", "\r\n"))
    assert "\n" not in made.replace("\r\n", "")
    assert touched(made, SPEC) == ["+       - name: ZONE", "+         value: a", "+     user: '1000'"]


JSON = """{
\t"family": "web",
\t"cpu": "512", "memory": "1024",
\t"containerDefinitions": [
\t\t{"name": "app", "image": "example/web:1.4",
\t\t "environment": []}
\t]
}
"""


def test_json_keeps_its_lines_and_its_tabs() -> None:
    made = adopted(
        JSON, {**json.loads(JSON), "cpu": "1024", "taskRoleArn": "arn:aws:iam::123456789012:role/x"}, CONTEXT
    )
    assert touched(made, JSON) == [
        '- \t"cpu": "512", "memory": "1024",',
        '+ \t"cpu": "1024", "memory": "1024",',
        "- \t]",
        "+ \t],",
        '+ \t"taskRoleArn": "arn:aws:iam::123456789012:role/x"',
    ]
    assert json.loads(made)["cpu"] == "1024"


MANIFEST = """\
apiVersion: plumbrule.dev/v1
kind: TaskDefinition
metadata: {name: web}
spec:
  template:
    cpu: "512"  # small
    containerDefinitions:
    - name: app
      image: ${target.account_id}.dkr.ecr.eu-west-1.amazonaws.com/web:1.4
"""


def test_a_manifest_is_changed_inside_its_template() -> None:
    image = "${target.account_id}.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"
    live: Any = {"family": "web", "cpu": "1024", "containerDefinitions": [{"name": "app", "image": image}]}
    made = adopted(MANIFEST, live, CONTEXT)
    assert touched(made, MANIFEST) == ['-     cpu: "512"  # small', '+     cpu: "1024"  # small']


def test_what_is_filled_in_from_a_variable_is_not_written_over() -> None:
    live: Any = {"family": "web", "cpu": "512", "containerDefinitions": [{"name": "app", "image": "x:1"}]}
    with pytest.raises(Declined, match="line 9: it is filled in from a variable"):
        adopted(MANIFEST, live, CONTEXT)


class _Dumper(yaml.SafeDumper):
    """Anchors are refused in specs, so none is written here."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - the library's form
        return True


FORMS = ("indented", "tabs", "compact", "block", "mixed")


def _text(definition: Any, form: str, every: int) -> str:  # noqa: ANN401 - JSON
    """A definition as somebody wrote it: JSON or YAML in some style, with comments where YAML has them."""
    if form in {"indented", "tabs", "compact"}:
        indent: dict[str, Any] = {"indented": 2, "tabs": "\t", "compact": None}
        return json.dumps(definition, indent=indent[form])
    style = None if form == "mixed" else False
    text = str(yaml.dump(definition, Dumper=_Dumper, sort_keys=False, width=100_000, default_flow_style=style))
    lines = text.splitlines()
    notes = "".join(f"# note {at}\n{line}\n" if at % every == 0 else f"{line}\n" for at, line in enumerate(lines))
    return notes if _parsed(notes) == definition else text


def _parsed(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(text) if text.startswith("{") else yaml.safe_load(text)
    except yaml.YAMLError:
        return None


def _sane(definition: Any) -> bool:  # noqa: ANN401 - JSON
    """What no spec may hold is refused before anything is patched."""
    return "\\u0000" not in json.dumps(definition)


@given(legal_definitions(), legal_definitions(), st.sampled_from(FORMS), st.integers(1, 7))
def test_any_spec_comes_to_mean_any_live_content(git: Any, live: Any, form: str, every: int) -> None:  # noqa: ANN401
    assume(_sane(git) and _sane(live))
    wanted = as_definition(_form(live))
    made = adopted(_text(git, form, every), wanted, CONTEXT)
    assert _form(_parsed(made)) == _form(live)
    assert adopted(made, wanted, CONTEXT) == made, "the second time nothing is touched"


@given(legal_definitions(), st.sampled_from(FORMS), st.integers(1, 7))
def test_nothing_is_touched_where_nothing_differs(git: Any, form: str, every: int) -> None:  # noqa: ANN401 - JSON
    assume(_sane(git))
    text = _text(git, form, every)
    assert adopted(text, as_definition(_form(git)), CONTEXT) == text


LEAVES = {"image": "example/other:9", "cpu": 7, "user": "4711", "workingDirectory": "/else"}


@given(legal_definitions(), st.sampled_from(("indented", "tabs", "block")), st.sampled_from(sorted(LEAVES)))
def test_one_value_that_differs_touches_one_line(git: Any, form: str, name: str) -> None:  # noqa: ANN401 - JSON
    assume(_sane(git) and name in git["containerDefinitions"][0])
    live = json.loads(json.dumps(git))
    live["containerDefinitions"][0][name] = LEAVES[name]
    text = _text(git, form, 2)
    made = adopted(text, as_definition(_form(live)), CONTEXT)
    before, after = text.splitlines(), made.splitlines()
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
