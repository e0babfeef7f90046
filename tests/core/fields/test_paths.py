from __future__ import annotations

import pytest

from plumbrule.core.fields import Risk, api_path, fact_of, steps


@pytest.mark.parametrize(
    ("path", "names", "api"),
    [
        ("cpu", ("cpu",), "cpu"),
        ("containerDefinitions[app]", ("containerDefinitions", "app"), "containerDefinitions[]"),
        (
            "containerDefinitions[app].environment[LOG_LEVEL].value",
            ("containerDefinitions", "app", "environment", "LOG_LEVEL", "value"),
            "containerDefinitions[].environment[].value",
        ),
        (
            "containerDefinitions[app].portMappings[80/tcp].hostPort",
            ("containerDefinitions", "app", "portMappings", "80/tcp", "hostPort"),
            "containerDefinitions[].portMappings[].hostPort",
        ),
        (
            'containerDefinitions[a].dockerLabels["com.example/x"]',
            ("containerDefinitions", "a", "dockerLabels", "com.example/x"),
            "containerDefinitions[].dockerLabels{}",
        ),
        (
            "containerDefinitions[a].dockerLabels.plain",
            ("containerDefinitions", "a", "dockerLabels", "plain"),
            "containerDefinitions[].dockerLabels{}",
        ),
        (
            'containerDefinitions["we]ird \\"one\\""].image',
            ("containerDefinitions", 'we]ird "one"', "image"),
            "containerDefinitions[].image",
        ),
        ("tags[team]", ("tags", "team"), "tags[]"),
        ("invented.mode", ("invented", "mode"), "invented.mode"),
        ('["in.vented"]', ("in.vented",), "in.vented"),
    ],
)
def test_a_path_tells_its_names_and_its_field(path: str, names: tuple[str, ...], api: str) -> None:
    assert steps(path) == names
    assert api_path(path) == api


def test_the_row_of_a_keyed_path_is_that_of_its_field() -> None:
    assert fact_of("containerDefinitions[app]").risk is Risk.CONTAINER
    assert fact_of("containerDefinitions[app].environment[A].value").risk is Risk.ENVIRONMENT
    assert fact_of("containerDefinitions[app].invented").risk is Risk.UNKNOWN
