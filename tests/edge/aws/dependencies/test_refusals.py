"""What AWS may answer instead of a yes or no, over HTTP, in each service's own form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.edge.aws.access import Access
from plumbrule.edge.aws.dependencies import AwsDependencies
from plumbrule.errors import Denied, Throttled, Unavailable
from plumbrule.model.dependency import Absent, Dependency, Found, Thing
from plumbrule.model.ids import Family
from tests.aws.stock import ACCOUNT, REGION
from tests.edge.aws.dependencies.servant import Servant, serving
from tests.loop.stage import use_account

if TYPE_CHECKING:
    from collections.abc import Iterator

WEB = Dependency(Thing.IMAGE, "hub/nginx:1", ACCOUNT, REGION)
ONE_OF_EACH = [
    WEB,
    Dependency(Thing.SECRET, "db", ACCOUNT, REGION),
    Dependency(Thing.PARAMETER, "/db", ACCOUNT, REGION),
    Dependency(Thing.LOG_GROUP, "/ecs/web", ACCOUNT, REGION),
    Dependency(Thing.ROLE, "web", ACCOUNT),
    Dependency(Thing.FILE, "arn:aws:s3:::shop/web.env"),
]
ACTIONS = {
    Thing.IMAGE: "ecr:DescribeImages",
    Thing.SECRET: "secretsmanager:DescribeSecret",
    Thing.PARAMETER: "ssm:DescribeParameters",
    Thing.LOG_GROUP: "logs:DescribeLogGroups",
    Thing.ROLE: "iam:GetRole",
    Thing.FILE: "s3:GetObject",
}
OLD, NEW = f"sha256:{'a' * 64}", f"sha256:{'b' * 64}"


@pytest.fixture
def servant() -> Iterator[Servant]:
    with serving() as made:
        yield made


@pytest.fixture
def aws(servant: Servant, monkeypatch: pytest.MonkeyPatch) -> Iterator[AwsDependencies]:
    use_account(monkeypatch, ACCOUNT)
    made = AwsDependencies(Access(REGION, "test", endpoint_url=servant.url), servant.url)
    yield made
    made.close()


@pytest.mark.parametrize("dependency", ONE_OF_EACH, ids=lambda one: one.thing)
def test_a_permission_that_is_missing_is_named(aws: AwsDependencies, servant: Servant, dependency: Dependency) -> None:
    servant.every = (403, "AccessDenied") if dependency.thing in {Thing.ROLE, Thing.FILE} else servant.every
    with pytest.raises(Denied, match=ACTIONS[dependency.thing]):
        aws.ask(dependency)


@pytest.mark.parametrize("dependency", ONE_OF_EACH[:5], ids=lambda one: one.thing)
def test_too_many_calls_are_no_absence(aws: AwsDependencies, servant: Servant, dependency: Dependency) -> None:
    servant.every = (400, "Throttling" if dependency.thing is Thing.ROLE else "ThrottlingException")
    with pytest.raises(Throttled):
        aws.ask(dependency)


@pytest.mark.parametrize("dependency", ONE_OF_EACH, ids=lambda one: one.thing)
def test_a_service_that_fails_is_no_absence_and_is_asked_once(
    aws: AwsDependencies, servant: Servant, dependency: Dependency
) -> None:
    servant.every = (500, "InternalFailure")
    with pytest.raises(Unavailable):
        aws.ask(dependency)
    assert len(servant.asked) == 1


def test_nobody_at_home_is_no_absence(monkeypatch: pytest.MonkeyPatch) -> None:
    use_account(monkeypatch, ACCOUNT)
    with serving() as gone:
        url = gone.url
    aws = AwsDependencies(Access(REGION, "test"), url)
    with pytest.raises(Unavailable):
        aws.ask(WEB)
    aws.close()


def test_a_file_that_may_not_be_seen_says_that_it_may_be_gone(aws: AwsDependencies, servant: Servant) -> None:
    servant.every = (403, "AccessDenied")
    with pytest.raises(Denied, match="Without s3:ListBucket on shop"):
        aws.ask(ONE_OF_EACH[-1])


CACHES: dict[str, tuple[Any, Found | Absent]] = {
    "a cache of that prefix serves it": ({"pullThroughCacheRules": [{"ecrRepositoryPrefix": "hub"}]}, Found()),
    "a cache of all prefixes serves it": ({"pullThroughCacheRules": [{"ecrRepositoryPrefix": "ROOT"}]}, Found()),
    "a cache of another prefix does not": ({"pullThroughCacheRules": [{"ecrRepositoryPrefix": "hu"}]}, Absent()),
    "no cache does not": ({"pullThroughCacheRules": []}, Absent()),
    "whether one does may be secret": (
        (400, "AccessDeniedException"),
        Absent("a pull-through cache may still fetch it, which ecr:DescribePullThroughCacheRules would tell"),
    ),
}


@pytest.mark.parametrize("case", CACHES)
def test_an_image_that_a_cache_fetches_is_no_absence(aws: AwsDependencies, servant: Servant, case: str) -> None:
    servant.answers["DescribeImages"] = (400, "RepositoryNotFoundException")
    servant.answers["DescribePullThroughCacheRules"], expected = CACHES[case]
    assert aws.ask(WEB) == expected


def test_the_registry_of_the_image_is_asked(aws: AwsDependencies, servant: Servant) -> None:
    servant.answers["DescribeImages"] = {"imageDetails": [{"imageDigest": NEW}]}
    aws.ask(Dependency(Thing.IMAGE, "web:v1", "999999999999", REGION))
    assert servant.asked == [
        (
            "DescribeImages",
            {"registryId": "999999999999", "repositoryName": "web", "imageIds": [{"imageTag": "v1"}]},
        )
    ]


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        ({"imageDigest": NEW, "imageStatus": "ACTIVE"}, Found(NEW)),
        ({"imageDigest": NEW, "imageStatus": "ARCHIVED"}, Found(NEW, unusable="is archived, and nobody can pull it")),
        (
            {"imageDigest": NEW, "imageManifestMediaType": "application/vnd.oci.image.index.v1+json"},
            Found(NEW, is_index=True),
        ),
    ],
)
def test_what_is_said_of_an_image(aws: AwsDependencies, servant: Servant, detail: Any, expected: Found) -> None:  # noqa: ANN401
    servant.answers["DescribeImages"] = {"imageDetails": [detail]}
    assert aws.ask(WEB) == expected


def test_short_pages_of_parameters_are_read_to_their_end(aws: AwsDependencies, servant: Servant) -> None:
    pages = [{"Parameters": [], "NextToken": "more"}, {"Parameters": [{"Name": "/db"}]}]
    servant.answers["DescribeParameters"] = pages[0]
    answer = servant.answer

    def turn(operation: str, body: Any) -> tuple[int, bytes]:  # noqa: ANN401 - any JSON
        if body.get("NextToken") == "more":
            servant.answers["DescribeParameters"] = pages[1]
        return answer(operation, body)

    servant.answer = turn  # type: ignore[method-assign]
    assert aws.ask(ONE_OF_EACH[2]) == Found()


def test_what_tasks_run_is_told_by_image(aws: AwsDependencies, servant: Servant) -> None:
    servant.answers["ListTasks"] = {"taskArns": ["arn:1", "arn:2"]}
    servant.answers["DescribeTasks"] = {
        "tasks": [
            {"containers": [{"image": "web:v1", "imageDigest": OLD}, {"image": "pending:1"}]},
            {"containers": [{"image": "web:v1", "imageDigest": NEW}]},
        ]
    }
    assert aws.running(Family("web"), ["shop"]) == {"web:v1": frozenset({OLD, NEW})}
    assert servant.asked[0] == (
        "ListTasks",
        {"cluster": "shop", "family": "web", "desiredStatus": "RUNNING", "maxResults": 100},
    )


def test_a_family_without_tasks_costs_one_call(aws: AwsDependencies, servant: Servant) -> None:
    servant.answers["ListTasks"] = {"taskArns": []}
    assert aws.running(Family("web"), ["shop"]) == {}
    assert [operation for operation, _ in servant.asked] == ["ListTasks"]


def test_tasks_that_may_not_be_listed_are_a_refusal(aws: AwsDependencies) -> None:
    with pytest.raises(Denied, match="ecs:ListTasks"):
        aws.running(Family("web"), ["shop"])
