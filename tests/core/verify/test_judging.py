"""A verdict for each answer, in sentences."""

from __future__ import annotations

from typing import Any

import pytest

from plumbrule.core.grants.documents import trust
from plumbrule.core.grants.statement import Where
from plumbrule.core.verify.judging import Known, judged
from plumbrule.core.verify.summing import lacks, told
from plumbrule.model.dependency import (
    Absent,
    Answer,
    Dependency,
    Found,
    Lack,
    Thing,
    Unanswered,
    Unasked,
    Use,
    Verdict,
    Word,
)
from plumbrule.model.ids import Family

ACCOUNT, REGION = "123456789012", "eu-west-1"
HERE = Where("aws", REGION, ACCOUNT)
OLD, NEW = f"sha256:{'a' * 64}", f"sha256:{'b' * 64}"
IMAGE = Dependency(Thing.IMAGE, "web:v1", ACCOUNT, REGION)
WRITTEN = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/web:v1"
SECRET = Dependency(Thing.SECRET, "db", ACCOUNT, REGION)
ROLE = Dependency(Thing.ROLE, "web", ACCOUNT)


def verdict(dependency: Dependency, answer: Answer | None, known: Known | None = None, **use: Any) -> Verdict:  # noqa: ANN401
    image = WRITTEN if dependency.thing is Thing.IMAGE else ""
    answers = {} if answer is None else {dependency: answer}
    (found,) = judged([Use(dependency, "it", image=image, **use)], answers, HERE, known or Known())
    return found


@pytest.mark.parametrize("thing", Thing)
def test_what_aws_does_not_know_is_missing_and_says_what_to_do(thing: Thing) -> None:
    found = verdict(Dependency(thing, "a:b", ACCOUNT, REGION), Absent())
    assert found.word is Word.MISSING
    assert "does not exist in 123456789012, eu-west-1" in found.reason
    assert found.advice


@pytest.mark.parametrize("thing", Thing)
def test_what_nobody_could_say_is_never_missing(thing: Thing) -> None:
    dependency = Dependency(thing, "a:b", ACCOUNT, REGION)
    assert verdict(dependency, Unanswered("too many calls")).word is Word.UNKNOWN
    assert verdict(dependency, None).word is Word.UNKNOWN
    denied = verdict(dependency, Unanswered("no", "x:Y"))
    assert (denied.word, denied.advice) == (Word.UNKNOWN, "allow Plumbrule's role x:Y")


def test_a_role_that_trusts_tasks_is_found_and_another_is_missing() -> None:
    assert verdict(ROLE, Found(trust=trust(HERE))).word is Word.FOUND
    found = verdict(ROLE, Found(trust={}))
    assert (found.word, found.reason) == (Word.MISSING, "role web is there and does not trust ecs-tasks.amazonaws.com")
    unsure = {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}
    assert verdict(ROLE, Found(trust=unsure)).word is Word.UNKNOWN


def test_a_version_of_a_secret_has_to_be_there() -> None:
    there = Found(versions=frozenset({"AWSCURRENT", "11111111-aaaa"}))
    assert verdict(SECRET, there).word is Word.FOUND
    assert verdict(SECRET, there, version="11111111-aaaa").word is Word.FOUND
    gone = verdict(SECRET, there, version="AWSPREVIOUS")
    assert (gone.word, gone.reason) == (
        Word.MISSING,
        "secret db has no version AWSPREVIOUS; its stages are AWSCURRENT",
    )


def test_that_a_json_key_was_not_looked_at_is_said() -> None:
    assert "JSON key was not looked at" in verdict(SECRET, Found(), has_key=True).reason


def test_a_secret_that_is_marked_for_deletion_is_missing() -> None:
    assert verdict(SECRET, Found(unusable="is marked for deletion")).word is Word.MISSING


IMAGES: dict[str, tuple[Found, Known, Word, str]] = {
    "nobody runs it": (Found(NEW), Known(), Word.FOUND, "image web:v1 means sha256:bbbbbbbbbbbb now"),
    "tasks run what it means": (Found(NEW), Known({WRITTEN: frozenset({NEW})}), Word.FOUND, "which is what tasks run"),
    "tasks run another": (
        Found(NEW),
        Known({WRITTEN: frozenset({OLD})}),
        Word.MOVED,
        "image web:v1 means sha256:bbbbbbbbbbbb now, and tasks run sha256:aaaaaaaaaaaa",
    ),
    "some tasks run it already": (Found(NEW), Known({WRITTEN: frozenset({OLD, NEW})}), Word.FOUND, "what tasks run"),
    "an index, of which tasks name a member": (
        Found(NEW, is_index=True),
        Known({WRITTEN: frozenset({OLD})}),
        Word.FOUND,
        "an index; tasks run sha256:aaaaaaaaaaaa",
    ),
    "it meant another before": (
        Found(NEW),
        Known(before={IMAGE: OLD}),
        Word.MOVED,
        "image web:v1 means sha256:bbbbbbbbbbbb now, and meant sha256:aaaaaaaaaaaa before",
    ),
    "what tasks run counts more than what was before": (
        Found(NEW),
        Known({WRITTEN: frozenset({NEW})}, {IMAGE: OLD}),
        Word.FOUND,
        "what tasks run",
    ),
    "it comes through a cache": (Found(), Known(), Word.FOUND, "a pull-through cache"),
    "it is in the archive": (Found(NEW, unusable="is archived"), Known(), Word.MISSING, "image web:v1 is archived"),
}


@pytest.mark.parametrize("case", IMAGES)
def test_what_a_tag_means_is_compared_with_what_runs(case: str) -> None:
    answer, known, word, reason = IMAGES[case]
    found = verdict(IMAGE, answer, known)
    assert found.word is word
    assert reason in found.reason


def test_a_digest_never_moves() -> None:
    named = Dependency(Thing.IMAGE, f"web@{OLD}", ACCOUNT, REGION)
    assert verdict(named, Found(OLD), Known({WRITTEN: frozenset({NEW})})).word is Word.FOUND


def test_what_is_not_asked_about_says_why() -> None:
    (found,) = judged([Unasked(Thing.IMAGE, "nginx", "it", "another registry")], {}, HERE)
    assert (found.word, found.reason) == (Word.NOT_ASKED, "another registry")


def test_one_thing_that_many_families_need_is_one_line() -> None:
    gone = verdict(SECRET, Absent())
    found = lacks({Family(f"f{number}"): [gone] for number in range(8)}, {Word.MISSING})
    assert len(found) == 1
    assert told(found) == (
        "1 thing is missing without which new tasks do not start: secret db does not exist in 123456789012, eu-west-1."
    )


def test_of_very_many_things_the_rest_is_a_number() -> None:
    many = tuple(Lack(Word.MISSING, Thing.SECRET, f"s{n}", f"s{n} is gone", "", ("web",)) for n in range(12))
    assert told(many).startswith("12 things are missing")
    assert told(many).endswith("; and 2 more.")
