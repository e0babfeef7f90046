"""Law 6 for every form: no secret of a file is in a report on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import given

from plumbrule.cli.report import FORMS, render
from plumbrule.cli.report.judged import Judged
from tests.laws.test_secret_law import Planted, files
from tests.laws.test_secret_law import judged as findings_of

if TYPE_CHECKING:
    from plumbrule.model.spec import SourceFile


@pytest.mark.parametrize("form", FORMS)
@given(planted=files())
def test_no_form_shows_a_secret(form: str, planted: tuple[Planted, SourceFile]) -> None:
    secret, file = planted

    assert not secret.is_in(click.unstyle(render(form, Judged([file], findings_of(file)))))
