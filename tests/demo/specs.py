"""The files the demo commits: one of each form, and one with two mistakes."""

from __future__ import annotations

from typing import Final

WEB: Final = """{
  "family": "shop-web",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "awsvpc",
  "cpu": ".5 vCPU",
  "memory": "1GB",
  "executionRoleArn": "arn:aws:iam::123456789012:role/shop-execution",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop-web:1.4.0",
      "portMappings": [{"containerPort": 8080}],
      "environment": [
        {"name": "LOG_LEVEL", "value": "info"},
        {"name": "CHECKOUT_URL", "value": "https://checkout.internal"}
      ],
      "healthCheck": {"command": ["CMD-SHELL", "curl -fs localhost:8080/healthz || exit 1"]}
    }
  ]
}
"""

WORKER: Final = """family: shop-worker
requiresCompatibilities: [FARGATE]
networkMode: awsvpc
cpu: "256"
memory: "512"
executionRoleArn: shop-execution
containerDefinitions:
  - name: worker
    image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop-worker:2.0.1
    command: [worker, --queue, orders]
    environment:
      - {name: BATCH_SIZE, value: "0500"}
"""

API: Final = """apiVersion: plumbrule.dev/v1
kind: TaskDefinition
metadata:
  name: shop-api
  labels: {team: checkout}
spec:
  targets: [production, staging]
  template:
    requiresCompatibilities: [FARGATE]
    networkMode: awsvpc
    cpu: "512"
    memory: 1 GB
    executionRoleArn: arn:aws:iam::${target.account_id}:role/shop-execution
    containerDefinitions:
      - name: api
        image: ${target.account_id}.dkr.ecr.${target.region}.amazonaws.com/shop-api:3.2.0
        portMappings: [{containerPort: 9000}]
        environment:
          - {name: LOG_LEVEL, value: "${var.log_level}"}
          - {name: REPLICA_OF, value: none}
  overlays:
    - target: staging
      patch:
        cpu: "256"
        containerDefinitions:
          - name: api
            environment:
              - {name: REPLICA_OF, value: production}
"""

BROKEN: Final = """family: shop-mailer
requiresCompatibilities: [FARGATE]
networkMode: awsvpc
cpu: "256"
memory: "512"
containerDefinitions:
  - name: mailer
    image: public.ecr.aws/shop/mailer:1
    esential: true
    portMappings:
      - containerPort: "2525"
"""

FILES: Final = {
    "services/web.json": WEB,
    "services/worker.yaml": WORKER,
    "services/api.yaml": API,
    "services/mailer.yaml": BROKEN,
}

SETTINGS: Final = """version: 1
instance: demo
source:
  kind: link
  path: {link}
  poll: 500ms
targets:
  - name: production
    account_id: "123456789012"
    region: eu-west-1
    endpoint_url: {url}
    variables: {{log_level: info}}
    paths: [{{path: "services/**", family_prefix: "shop-"}}]
    auto: {auto}
  - name: staging
    account_id: "123456789012"
    region: eu-central-1
    endpoint_url: {url}
    variables: {{log_level: debug}}
    paths: [{{path: "services/api.yaml", family_prefix: "shop-"}}]
    auto: {auto}
policy: {policy}
journal:
  path: {journal}
sweep: 2s
log: {{format: json, level: debug}}
"""

NOTIFY: Final = """notify:
  sinks:
    - {{name: slack, kind: slack, token_file: {bot}, app_token_file: {app}, api_url: "{slack}"}}
  routes:
    - {{sink: slack, channel: alerts, kinds: [drift]}}
  group_wait: 1s
"""
"""Beside the settings, where there is somebody to tell."""

POLICY: Final = """version: 1
clauses:
  - {{consent: approve, risks: [command]}}
  - {{consent: auto}}
people:
  - {{name: you, unix: ["{user}"], slack: [U0YOU]}}
"""
"""Commands ask somebody; everything else goes by itself."""
