"""Every mistake is told in plain words, at its line and column, together with all others."""

from __future__ import annotations

import pytest

from tests.settings.texts import GOOD, SECOND, edited, mistakes

ACCOUNT = 'account_id: "123456789012"'
REGION = "region: eu-west-1"

CASES = {
    "an account's id without quotes is a number, and the quotes are asked for": (
        ACCOUNT,
        "account_id: 123456789012",
        (
            "8:17: targets[0].account_id: must be 12 digits in quotes; found the number 123456789012; "
            'put it in quotes: "123456789012"'
        ),
    ),
    "an account's id of eleven digits is refused": (
        ACCOUNT,
        'account_id: "12345678901"',
        '8:17: targets[0].account_id: must be 12 digits in quotes; found "12345678901"',
    ),
    "a line break after an account's id does not slip through": (
        ACCOUNT,
        r'account_id: "123456789012\n"',
        r'8:17: targets[0].account_id: must be 12 digits in quotes; found "123456789012\n"',
    ),
    "a misspelled key is marked at the key, with the one that was meant": (
        "  path: /srv/specs",
        "  path: /srv/specs\n  pol: 3s",
        "6:3: source.pol: there is no such key; did you mean poll?",
    ),
    "a key in another spelling is recognised": (
        REGION,
        f"{REGION}\n    roleArn: x",
        "10:5: targets[0].roleArn: there is no such key; did you mean role_arn?",
    ),
    "a key in the wrong group is shown where it belongs": (
        "version: 1",
        "version: 1\npoll: 3s",
        "2:1: poll: there is no such key; did you mean source.poll?",
    ),
    "a key that resembles nothing gets no guess": (
        "version: 1",
        "version: 1\nqwxz: 3s",
        "2:1: qwxz: there is no such key",
    ),
    "a missing key is told at its group, with what it is": (
        f"    {REGION}\n",
        "",
        "7:5: targets[0].region: is required. The AWS Region.",
    ),
    "a value outside its list is told with the list": (
        "kind: git",
        "kind: svn",
        '4:9: source.kind: must be git, link or directory; found "svn"',
    ),
    "another version of the file is refused": (
        "version: 1",
        "version: 2",
        "1:10: version: must be 1; found the number 2",
    ),
    "a duration without a unit is refused": (
        "  path: /srv/specs",
        "  path: /srv/specs\n  poll: 3",
        "6:9: source.poll: must be a duration from 100ms to 1h, such as 500ms, 3s, 10m, 2h or 1d; found the number 3",
    ),
    "a duration beyond its bounds is refused": (
        "version: 1",
        "version: 1\nsweep: 2d",
        '2:8: sweep: must be a duration from 1s to 1d, such as 500ms, 3s, 10m, 2h or 1d; found "2d"',
    ),
    "a relative path is refused": (
        "/srv/specs",
        "~/specs",
        (
            "5:9: source.path: must be an absolute path, beginning with / (neither ~ nor variables are filled in); "
            'found "~/specs"'
        ),
    ),
    "a group where a value is wanted is called a group": (
        "instance: payments-prod",
        "instance: {a: b}",
        (
            "2:11: instance: must be 1 to 63 letters, digits, - or _, beginning with a letter or digit; "
            "found a group of keys"
        ),
    ),
    "a value where a group is wanted is shown": (
        "version: 1",
        "version: 1\nlog: info",
        '2:6: log: must be a group of keys with values; found "info"',
    ),
    "a list where a map is wanted is called a list": (
        REGION,
        f"{REGION}\n    labels: [a]",
        "10:13: targets[0].labels: must be a group of keys with values; found a list",
    ),
    "a label that is a number wants quotes": (
        REGION,
        f"{REGION}\n    labels: {{tier: 1}}",
        '10:20: targets[0].labels.tier: must be text; found the number 1; put it in quotes: "1"',
    ),
    "a label that is true wants quotes": (
        REGION,
        f"{REGION}\n    labels: {{blue: true}}",
        '10:20: targets[0].labels.blue: must be text; found true; put it in quotes: "true"',
    ),
    "a variable's name is marked at the name": (
        REGION,
        f"{REGION}\n    variables: {{log level: info}}",
        (
            '10:17: targets[0].variables["log level"]: must be a variable\'s name: letters, digits and _, not '
            'beginning with a digit; found "log level"'
        ),
    ),
    "a variable cannot be a list": (
        REGION,
        f"{REGION}\n    variables: {{ports: [80]}}",
        "10:24: targets[0].variables.ports: must be text, a whole number, true or false; found a list",
    ),
    "a key without a value is a mistake": (
        "instance: payments-prod",
        "instance:",
        "2:10: instance: has no value; write one or leave the key out",
    ),
    "a target without paths could never be addressed": (
        '    paths:\n      - path: "prod/**"',
        "    paths: []",
        (
            "10:12: targets[0].paths: needs at least one item. Which files may address this target; a file that no "
            "target's paths match is a finding."
        ),
    ),
    "a glob that leaves the source is refused": (
        "prod/**",
        "../**",
        (
            '11:15: targets[0].paths[0].path: must be a glob over paths of the source such as "prod/**", without a '
            'leading / and without . or .. in it; found "../**"'
        ),
    ),
    "a state in which somebody's work would be overwritten cannot be automatic": (
        REGION,
        f"{REGION}\n    auto: [missing, out_of_band]",
        (
            "10:21: targets[0].auto[1]: must be missing, spec_ahead or tags; out_of_band always asks, because somebody "
            'registered by hand, perhaps as an emergency fix, and it would be overwritten; found "out_of_band"'
        ),
    ),
    "a word that is no state cannot be automatic": (
        REGION,
        f"{REGION}\n    auto: [everything]",
        '10:12: targets[0].auto[0]: must be missing, spec_ahead or tags; found "everything"',
    ),
    "a rule that does not exist is told with the one that was probably meant": (
        "version: 1",
        "version: 1\nrules: {r257: info}",
        '2:9: rules.r257: must be the id of a rule that may be changed (did you mean R257?); found "r257"',
    ),
    "a rule about shape cannot be changed": (
        REGION,
        f"{REGION}\n    rules: {{R008: info}}",
        (
            "10:13: targets[0].rules.R008: must be the id of a rule that may be changed; R008 always counts, because "
            'it judges shape, and what has another shape can neither be compared nor registered; found "R008"'
        ),
    ),
    "the rule about Plumbrule's own tags cannot be changed": (
        "version: 1",
        "version: 1\nrules: {own-tags: warning}",
        (
            "2:9: rules.own-tags: must be the id of a rule that may be changed; own-tags always counts, because "
            'a revision is recognised by Plumbrule\'s own tags; found "own-tags"'
        ),
    ),
    "a finding about a file's form cannot be changed": (
        "version: 1",
        "version: 1\nrules: {duplicate-key: info}",
        (
            "2:9: rules.duplicate-key: must be the id of a rule that may be changed (what is wrong with a file's own "
            'form always counts); found "duplicate-key"'
        ),
    ),
    "a rule is made one of four things": (
        REGION,
        f"{REGION}\n    rules: {{R257: ignore}}",
        '10:19: targets[0].rules.R257: must be error, warning, info or off; found "ignore"',
    ),
    "a rule that is a list of severities is told as a list": (
        "version: 1",
        "version: 1\nrules: {R257: [info]}",
        "2:15: rules.R257: must be error, warning, info or off; found a list",
    ),
    "a path that is left to others is one of a task definition": (
        REGION,
        f"{REGION}\n    owned_elsewhere: [{{path: 'containerDefinitions[*].imgae'}}]",
        (
            "10:30: targets[0].owned_elsewhere[0].path: must be a path such as containerDefinitions[app].image; "
            "this one names `imgae`, which `containerDefinitions` does not have; did you mean `image`?; "
            'found "containerDefinitions[*].imgae"'
        ),
    ),
    "an ignore rule ends on a day of the calendar": (
        REGION,
        f"{REGION}\n    ignore: [{{path: cpu, owner: ops, reason: it is, until: '2027-02-30'}}]",
        '10:60: targets[0].ignore[0].until: must be a day such as 2027-01-31; found "2027-02-30"',
    ),
    "an ignore rule has a reason": (
        REGION,
        f"{REGION}\n    ignore: [{{path: cpu, owner: ops}}]",
        "10:14: targets[0].ignore[0].reason: is required. Why the difference does not count.",
    ),
    "whether annotations count is true or false": (
        REGION,
        f"{REGION}\n    waivers: never",
        '10:14: targets[0].waivers: must be true or false; found "never"',
    ),
    "a share above 1 is refused": (
        "version: 1",
        "version: 1\nvanish: {share: 30}",
        "2:17: vanish.share: must be a number above 0 and at most 1, such as 0.5; found the number 30",
    ),
    "true is no number": (
        "version: 1",
        "version: 1\nworkers: true",
        "2:10: workers: must be a whole number from 1 to 64; found true",
    ),
    "a branch means nothing to a link": (
        "kind: git",
        "kind: link\n  branch: main",
        "5:3: source.branch: is for kind git only; a link already points at one commit",
    ),
    "a branch means nothing to a directory": (
        "kind: git",
        "kind: directory\n  branch: main",
        "5:3: source.branch: is for kind git only; a directory holds one version",
    ),
    "a longest wait shorter than the quiet it waits for is refused": (
        "kind: git",
        "kind: directory\n  quiet: 10s\n  max_wait: 5s",
        "6:13: source.max_wait: must be at least as long as quiet, which is 10s",
    ),
    "a quiet longer than the default longest wait is refused": (
        "kind: git",
        "kind: directory\n  quiet: 31s",
        "5:10: source.quiet: must not be longer than max_wait, which is 30s",
    ),
    "a greatest age means nothing where no sign of life is looked at": (
        "kind: git",
        "kind: link\n  max_age: 15m",
        "5:12: source.max_age: needs touch_file beside it; only kind git shows when it was fetched",
    ),
    "a short commit id is not enough to accept a rewound branch": (
        "kind: git",
        "kind: git\n  accept_rewind: 5b1f0c9",
        ('5:18: source.accept_rewind: must be a whole commit id, 40 or 64 hex digits in quotes; found "5b1f0c9"'),
    ),
    "an external id means nothing without a role": (
        REGION,
        f"{REGION}\n    external_id: abc",
        "10:5: targets[0].external_id: only means something together with role_arn",
    ),
    "a role of another account can never prove this one": (
        REGION,
        f"{REGION}\n    role_arn: arn:aws:iam::210987654321:role/plumbrule",
        "10:15: targets[0].role_arn: is a role of account 210987654321; the target's account_id is 123456789012",
    ),
    "a role of another partition is refused": (
        REGION,
        f"{REGION}\n    role_arn: arn:aws-cn:iam::123456789012:role/plumbrule",
        "10:15: targets[0].role_arn: is a role of partition aws-cn; the target's is aws",
    ),
    "a writer's external id means nothing without a writer": (
        REGION,
        f"{REGION}\n    writer_external_id: abc",
        "10:5: targets[0].writer_external_id: only means something together with writer_role_arn",
    ),
    "a chain leads to a role": (
        REGION,
        f"{REGION}\n    role_chain: [{{role_arn: 'arn:aws:iam::210987654321:role/hub'}}]",
        "10:5: targets[0].role_chain: only means something together with role_arn",
    ),
    "a writer of another account can never prove this one": (
        REGION,
        f"{REGION}\n    writer_role_arn: arn:aws:iam::210987654321:role/w",
        "10:22: targets[0].writer_role_arn: is a role of account 210987654321; the target's account_id is 123456789012",
    ),
    "tags of a session need a session": (
        REGION,
        f"{REGION}\n    session_tags: {{team: core}}",
        "10:5: targets[0].session_tags: only means something where a role is assumed",
    ),
    "AWS's own tags are AWS's": (
        REGION,
        f"{REGION}\n    role_arn: arn:aws:iam::123456789012:role/x\n    session_tags: {{'aws:x': core}}",
        "11:19: targets[0].session_tags: has a key that begins with aws:, which AWS keeps for itself",
    ),
    "a role that a role assumed lasts an hour at most": (
        REGION,
        (
            f"{REGION}\n    role_arn: arn:aws:iam::123456789012:role/x\n    session_duration: 2h\n"
            "    writer_role_arn: arn:aws:iam::123456789012:role/w"
        ),
        "11:23: targets[0].session_duration: must not be longer than 1h where a role assumes another",
    ),
    "a first wait longer than the longest is refused": (
        "version: 1",
        "version: 1\nback_off: {first: 1h, most: 30m}",
        "2:29: back_off.most: must be at least as long as first, which is 1h",
    ),
    "a file bound above the bound of all files is refused": (
        "  path: /srv/specs",
        "  path: /srv/specs\n  bounds: {file_bytes: 2048, total_bytes: 1024}",
        "6:43: source.bounds.total_bytes: must be at least file_bytes, which is 2048",
    ),
}


@pytest.mark.parametrize(("old", "new", "told"), CASES.values(), ids=CASES)
def test_one_mistake_is_told_in_plain_words_at_its_place(old: str, new: str, told: str) -> None:
    assert mistakes(edited(old, new)) == (f"plumbrule.yaml:{told}",)


def test_the_file_the_cases_start_from_is_right() -> None:
    assert mistakes(GOOD) == ()
    assert mistakes(GOOD + SECOND) == ()


def test_two_targets_cannot_have_one_name() -> None:
    assert mistakes(edited("name: test", "name: prod", GOOD + SECOND)) == (
        "plumbrule.yaml:12:11: targets[1].name: is the name of targets[0] already; each must be given once",
    )


def test_two_targets_cannot_be_the_same_account_and_region_even_when_one_states_the_partition() -> None:
    text = edited('account_id: "210987654321"', 'account_id: "123456789012"\n    partition: aws', GOOD + SECOND)
    assert mistakes(text) == (
        (
            "plumbrule.yaml:13:17: targets[1].account_id: has the same partition, account and Region as targets[0] "
            "already; each must be given once"
        ),
    )


def test_all_mistakes_come_at_once_in_the_order_of_the_file() -> None:
    text = edited("version: 1", "version: 3")
    text = edited("kind: git", "kind: cvs", text)
    text = edited("name: test", "name: prod", text + SECOND)
    text += "colour: red\n"
    places = [line.split(": ")[:2] for line in mistakes(text)]
    assert places == [
        ["plumbrule.yaml:1:10", "version"],
        ["plumbrule.yaml:4:9", "source.kind"],
        ["plumbrule.yaml:12:11", "targets[1].name"],
        ["plumbrule.yaml:17:1", "colour"],
    ]


def test_a_key_with_a_bad_name_and_a_bad_value_is_told_for_both() -> None:
    lines = mistakes(edited(REGION, f"{REGION}\n    labels: {{a b: 3}}"))
    assert [line.split(": ")[0] for line in lines] == ["plumbrule.yaml:10:14", "plumbrule.yaml:10:19"]
