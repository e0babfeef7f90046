"""Good files that the fuzzers spoil, and scraps that hurt parsers."""

from __future__ import annotations

from typing import Final

from tests.demo.specs import API, WEB, WORKER

_DESCRIBED: Final = """{"taskDefinition": {
 "taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7",
 "family": "web", "revision": 7, "cpu": 256, "memory": "512", "networkMode": "", "taskRoleArn": null,
 "containerDefinitions": [{"name": "app", "image": "nginx:1.27", "command": ["a", "--db-password", "x"],
  "environment": [{"name": "DB_PASSWORD", "value": "hunter2"}], "dockerLabels": {"a/b~c": "d"},
  "secrets": [{"name": "S", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db:password::"}],
  "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g", "awslogs-region": "eu-west-1"}}}]},
 "tags": [{"key": "team", "value": "payments"}], "failures": []}
"""
_PATCHED: Final = r"""apiVersion: plumbrule.dev/v1
kind: TaskDefinition
metadata: {name: web, labels: {team: a}, annotations: {note: "x\ty\u00e9"}}
spec:
  suspend: {reason: moving}
  targets: [{labels: {env: prod}}, staging]
  overlays:
  - labels: {env: prod}
    patch:
      memory: null
      containerDefinitions:
      - {name: side, $patch: delete}
      - name: app
        environment: [{name: A, value: "${var.a}"}, {name: B, $patch: delete}]
        portMappings: [{containerPort: 80, hostPort: "${var.port}"}]
  template:
    cpu: "256"
    memory: '512'
    containerDefinitions:
    - name: app
      image: >-
        ${target.account_id}.dkr.ecr.${target.region}.amazonaws.com/web:1
      environment: [{name: B, value: "$${x}"}]
    - name: side
      command: |
        echo a: b
        exec x
"""
SEEDS: Final = (
    ("web.json", WEB.encode()),
    ("described.json", _DESCRIBED.encode()),
    ("worker.yaml", WORKER.encode()),
    ("api.yaml", API.encode()),
    ("patched.yml", _PATCHED.encode()),
)
SCRAPS: Final = tuple(
    scrap if isinstance(scrap, bytes) else scrap.encode()
    for scrap in (
        *"{}[]:,\"'#&*!|>%@`\\-?~<=$\t\r\n \x00\x7f\x85\u2028\ufeff“”é😀",
        *("null", "true", "True", "None", "NaN", "-Infinity", "1e400", "-0", "0x1f", "9223372036854775808", "9" * 400),
        *(
            "\\u0000",
            "\\ud800",
            "\\udc00\\ud800",
            "\\x",
            "\\",
            "//",
            "/* x */",
            "<<: *a",
            "&a ",
            "*a",
            "!!python/object:os ",
        ),
        *(
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "? ",
            ": ",
            "- ",
            "|2-\n",
            ">\n",
            "<<<<<<< HEAD\n",
            "=======\n",
            ">>>>>>> x\n",
        ),
        *(
            "${",
            "${var.x}",
            "$${",
            "${target.name}",
            "${}",
            "<PORT>",
            "{{ x }}",
            "$patch: delete",
            '"$patch": "delete"',
        ),
        *("[" * 70, "{" * 70, '{"a":' * 70, "- " * 70, "a: " * 20, "]" * 70, "[" * 3000, "[[1]," * 200, "1," * 3000),
        *("arn:aws:secretsmanager:eu-west-1:1:secret:a:b::", "password=x", "https://u:p@h/", "AKIAIOSFODNN7EXAMPLE"),
        *('"family":', "containerDefinitions:", '"taskDefinition":', "apiVersion: ", "spec:", "overlays: ", '"tags":'),
        *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x00a\x00b"),
        *("x" * 5000, "é" * 2000, '"' * 500, "'" * 501, "#" * 500, "\n" * 500, " " * 2000, "\\" * 999),
    )
)
NAMES: Final = ("a.json", "a.yaml", "b/c.yml")
