"""Ports, and what Docker knows of networks."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import NEVER, FieldWords
from plumbrule.reference.explain.words import Both

_C: Final = "containerDefinitions[]"
_APP: Final = "/containerDefinitions/0"

WORDS: Final = (
    FieldWords(
        f"{_C}.portMappings",
        Both(
            "The ports that the container listens on, for load balancers, Service Connect and the reader.",
            "コンテナが待ち受けるポートです。ロードバランサーや Service Connect が参照します。",
        ),
        Both(
            "When a load balancer or Service Connect sends traffic to the container.",
            "ロードバランサーや Service Connect から通信を受けるときに書きます。",
        ),
        docker="docker run --publish; Dockerfile EXPOSE",
        pitfalls=Both(
            "It neither opens nor closes anything: with awsvpc every port is reachable that the security group lets through.",
            "書いても書かなくてもポートの開閉は変わりません。awsvpc では、到達できるかどうかはセキュリティグループで決まります。",
        ),
        example={
            f"{_APP}/portMappings": [{"containerPort": 8080, "protocol": "tcp", "name": "web", "appProtocol": "http"}]
        },
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.portMappings[].containerPort",
        Both("The port that the application listens on.", "アプリケーションが待ち受けるポートです。"),
        Both("In each mapping, unless it is a range.", "範囲で書く場合を除き、必ず書きます。"),
        docker="docker run --publish; Dockerfile EXPOSE",
        pitfalls=Both(
            "Fargate translates no ports: what the program listens on is what is open.",
            "Fargate はポートを変換しません。アプリケーションが待ち受けるポートがそのまま開きます。",
        ),
    ),
    FieldWords(
        f"{_C}.portMappings[].hostPort",
        Both(
            "The port on the task's network interface. On Fargate it is always the container's port.",
            "タスクの ENI 側のポートです。Fargate では常に containerPort と同じになります。",
        ),
        Both("Never; leave it out.", "書く必要はありません。"),
        docker="docker run --publish HOST:CONTAINER",
        pitfalls=Both(
            "`docker run -p 80:8080` has no counterpart: let the load balancer listen on 80.",
            "`docker run -p 80:8080` のような変換はできません。80 番はロードバランサー側で待ち受けます。",
        ),
        example={f"{_APP}/portMappings": [{"containerPort": 8080, "hostPort": 8080}]},
    ),
    FieldWords(
        f"{_C}.portMappings[].protocol",
        Both("`tcp` or `udp`.", "`tcp` または `udp` です。"),
        docker="docker run --publish 53:53/udp",
    ),
    FieldWords(
        f"{_C}.portMappings[].name",
        Both(
            "The port's name, by which Service Connect and VPC Lattice find it.",
            "ポートの名前です。Service Connect や VPC Lattice がこの名前で参照します。",
        ),
        Both("For Service Connect and VPC Lattice.", "Service Connect や VPC Lattice を使うときに書きます。"),
        pitfalls=Both(
            "Services name it; a renaming needs both sides.",
            "サービス側からも参照されるため、変更するときは両方を直します。",
        ),
    ),
    FieldWords(
        f"{_C}.portMappings[].appProtocol",
        Both(
            "What is spoken on the port: `http`, `http2` or `grpc`. Service Connect then measures and retries requests.",
            "ポートで使うプロトコルです（`http`、`http2`、`grpc`）。Service Connect がリクエスト単位の計測や再試行を行います。",
        ),
        Both("For Service Connect, unless it is plain tcp.", "Service Connect で、ただの TCP でないときに書きます。"),
        pitfalls=Both(
            "It cannot be changed while a service of Service Connect uses the port; it needs a new service.",
            "Service Connect のサービスが使っているポートでは変更できません。サービスの作り直しが必要です。",
        ),
    ),
    FieldWords(
        f"{_C}.portMappings[].containerPortRange",
        Both(
            "Many ports in one mapping, such as `8000-8010`.", "`8000-8010` のように、複数のポートをまとめて書きます。"
        ),
        docker="docker run --publish 8000-8010:8000-8010",
        pitfalls=Both(
            "No `containerPort` and no `hostPort` beside it, and at most 100 ranges in a container.",
            "`containerPort` や `hostPort` とは同時に書けません。範囲は 1 コンテナに 100 個までです。",
        ),
        example={f"{_APP}/portMappings": [{"containerPortRange": "8000-8010", "protocol": "tcp"}]},
    ),
    FieldWords(
        f"{_C}.links",
        Both(
            "Names of other containers that are made known to this one.", "他のコンテナを名前で参照できるようにします。"
        ),
        Both(
            "Never on Fargate: containers of a task reach each other at 127.0.0.1.",
            "Fargate では使いません。タスク内のコンテナは 127.0.0.1 で通信します。",
        ),
        docker="docker run --link",
        example={f"{_APP}/links": ["db"]},
        fails="R079",
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.hostname",
        Both("The container's host name.", "コンテナのホスト名です。"),
        NEVER,
        docker="docker run --hostname",
        example={f"{_APP}/hostname": "web"},
        fails="R080",
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.disableNetworking",
        Both("Leaves the container without a network.", "コンテナのネットワークを無効にします。"),
        NEVER,
        docker="docker run --network none",
        example={f"{_APP}/disableNetworking": True},
        fails="R078",
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.dnsServers",
        Both("Name servers that the container asks.", "コンテナが使う DNS サーバーです。"),
        Both(
            "Never on Fargate: the VPC's DHCP options say it.",
            "Fargate では使いません。VPC の DHCP オプションセットで設定します。",
        ),
        docker="docker run --dns",
        example={f"{_APP}/dnsServers": ["10.0.0.2"]},
        fails="R081",
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.dnsSearchDomains",
        Both("Domains that are tried for short names.", "短い名前を補完する DNS 検索ドメインです。"),
        Both(
            "Never on Fargate: the VPC's DHCP options say it.",
            "Fargate では使いません。VPC の DHCP オプションセットで設定します。",
        ),
        docker="docker run --dns-search",
        example={f"{_APP}/dnsSearchDomains": ["example.internal"]},
        fails="R082",
        near=("docker-settings",),
    ),
    FieldWords(
        f"{_C}.extraHosts",
        Both("Lines for the container's `/etc/hosts`.", "コンテナの `/etc/hosts` に追加する行です。"),
        Both(
            "Never on Fargate: use a private hosted zone.",
            "Fargate では使いません。Route 53 のプライベートホストゾーンを使います。",
        ),
        docker="docker run --add-host",
        example={f"{_APP}/extraHosts": [{"hostname": "db", "ipAddress": "10.0.0.10"}]},
        fails="R083",
        near=("docker-settings",),
    ),
    FieldWords(f"{_C}.extraHosts[].hostname", Both("The name.", "ホスト名です。"), NEVER),
    FieldWords(f"{_C}.extraHosts[].ipAddress", Both("The address.", "IP アドレスです。"), NEVER),
)
