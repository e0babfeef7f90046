"""A Dockerfile becomes a spec that validates; what has no counterpart is said."""

from __future__ import annotations

import textwrap

import pytest

from plumbrule.drafts.dockerfile.reading import draft_of
from plumbrule.drafts.dockerfile.words import Unknown, filled
from plumbrule.errors import Declined
from tests.drafts.converting import container, errors, of_file, warnings

CASES: dict[str, tuple[str, object]] = {
    "the exec form is taken as it is": (
        'CMD ["nginx", "-g", "daemon off;"]',
        {"command": ["nginx", "-g", "daemon off;"]},
    ),
    "the shell form goes through the shell": ("CMD echo $HOME", {"command": ["/bin/sh", "-c", "echo $HOME"]}),
    "another shell counts from there on": (
        'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nENTRYPOINT run it',
        {"entryPoint": ["/bin/bash", "-o", "pipefail", "-c", "run it"]},
    ),
    "an entry point and its command": (
        'ENTRYPOINT ["/app"]\nCMD ["serve"]',
        {"entryPoint": ["/app"], "command": ["serve"]},
    ),
    "the last command counts": ('CMD ["a"]\nCMD ["b"]', {"command": ["b"]}),
    "a command before the entry point stays": (
        'CMD ["serve"]\nENTRYPOINT ["/app"]',
        {"entryPoint": ["/app"], "command": ["serve"]},
    ),
    "a check in the shell form, with times": (
        "HEALTHCHECK --interval=5m --timeout=3s \\\n  CMD curl -f http://localhost/ || exit 1",
        {
            "healthCheck": {
                "command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"],
                "interval": 300,
                "timeout": 3,
            }
        },
    ),
    "a check in the exec form": (
        'HEALTHCHECK --retries=5 --start-period=1m CMD ["/app", "health"]',
        {"healthCheck": {"command": ["CMD", "/app", "health"], "retries": 5, "startPeriod": 60}},
    ),
    "no check": ("HEALTHCHECK CMD true\nHEALTHCHECK NONE", {}),
    "a check whose line names CMD again": (
        'healthcheck cmd test "$CMD" = 1',
        {"healthCheck": {"command": ["CMD-SHELL", 'test "$CMD" = 1']}},
    ),
    "ports": (
        "EXPOSE 80 443/tcp 53/udp 8000-8002",
        {
            "portMappings": [
                {"containerPort": 80, "protocol": "tcp"},
                {"containerPort": 443, "protocol": "tcp"},
                {"containerPort": 53, "protocol": "udp"},
                {"containerPortRange": "8000-8002", "protocol": "tcp"},
            ]
        },
    ),
    "variables in both forms": (
        "ENV A=1 B=\"two words\" C='x y' D=a\\ b\nENV OLD the rest is the value",
        {
            "environment": [
                {"name": "A", "value": "1"},
                {"name": "B", "value": "two words"},
                {"name": "C", "value": "x y"},
                {"name": "D", "value": "a b"},
                {"name": "OLD", "value": "the rest is the value"},
            ]
        },
    ),
    "variables in variables, but not of the same line": (
        "ARG V=1.2\nENV A=${V} B=${V:-no}-${X:-yes}\nENV C=$A",
        {
            "environment": [
                {"name": "A", "value": "1.2"},
                {"name": "B", "value": "1.2-yes"},
                {"name": "C", "value": "1.2"},
            ]
        },
    ),
    "an escaped variable, and one in single quotes, are none": (
        "ENV A=\\$HOME B='$HOME' C=\"it's\"",
        {
            "environment": [
                {"name": "A", "value": "$HOME"},
                {"name": "B", "value": "$HOME"},
                {"name": "C", "value": "it's"},
            ]
        },
    ),
    "breaks of Windows": (
        "USER x\r\nEXPOSE 80\r",
        {"user": "x", "portMappings": [{"containerPort": 80, "protocol": "tcp"}]},
    ),
    "a user": ("ARG USER_ID=1000\nUSER ${USER_ID}:${USER_ID}", {"user": "1000:1000"}),
    "directories go on from the one before": ("WORKDIR /app\nWORKDIR sub/dir", {"workingDirectory": "/app/sub/dir"}),
    "labels are the image's": ("LABEL a=b", {}),
    "instructions in any letter case, with comments and empty lines inside": (
        "# first\nuser \\\n# between\n\n  node",
        {"user": "node"},
    ),
    "heredocs are no instructions": (
        "RUN <<EOF\nUSER nobody\nEOF\nCOPY <<-X /f\n\tUSER x\n\tX\nUSER app",
        {"user": "app"},
    ),
    "words that only look like heredocs are none": (
        'RUN cat <<<word && echo $((1<<N))\nRUN ["echo", "<<EOF"]\nUSER app',
        {"user": "app"},
    ),
    "heredocs on a line that goes on, two of them, and one of another stage's making": (
        "COPY --chmod=755 \\\n  <<A <<'B-1' /etc/\nUSER a\n  A\nA\nUSER b\nB-1\nONBUILD RUN <<C\nUSER c\nC\nUSER app",
        {"user": "app"},
    ),
    "a heredoc ends where its word stands alone": ("RUN <<EOF\n EOF\nUSER a\nEOF\nUSER app", {"user": "app"}),
    "a variable of ENV wins over an argument": (
        "ENV A=1\nARG A=2\nENV B=$A",
        {"environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "1"}]},
    ),
    "several arguments in one instruction": (
        "ARG A=1 B=2 C\nEXPOSE $A$B",
        {"portMappings": [{"containerPort": 12, "protocol": "tcp"}]},
    ),
    "protocols in capitals, and a word that is no port hides none": (
        "EXPOSE 53/UDP web 80",
        {"portMappings": [{"containerPort": 53, "protocol": "udp"}, {"containerPort": 80, "protocol": "tcp"}]},
    ),
    "what is not known any more is not what it was before": (
        "USER root\nUSER $WHO\nENV A=1 B=2\nENV A=$X\nWORKDIR /srv\nWORKDIR $X\nWORKDIR sub",
        {"environment": [{"name": "B", "value": "2"}]},
    ),
    "directories are made plain": ("WORKDIR /a/b\nWORKDIR ../c/./d/", {"workingDirectory": "/a/c/d"}),
    "times of nought, which ask docker for its own": (
        "HEALTHCHECK --interval=0s --timeout=0s --retries=0 CMD true",
        {"healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 30, "timeout": 30, "retries": 3}},
    ),
    "another escape character": ("RUN a `\nUSER x", {"user": "x"}),
}


@pytest.mark.parametrize("case", CASES)
def test_an_instruction_becomes_a_member(case: str) -> None:
    text, expected = CASES[case]
    definition, _ = of_file(f"FROM alpine:3.22\n{text}\n")
    assert container(definition) == expected


def test_only_what_reaches_the_last_stage_counts() -> None:
    definition, _ = of_file(
        textwrap.dedent("""\
            ARG BASE=python
            FROM ${BASE}:3.13 AS builder
            ENV BUILD=1
            USER builder
            FROM ${BASE}:3.13-slim AS base
            ENV PORT=8080
            WORKDIR /app
            CMD ["inherited"]
            FROM builder AS unused
            EXPOSE 1
            FROM Base
            COPY --from=builder /x /x
            EXPOSE $PORT
            ENTRYPOINT ["/app/run"]
            """)
    )
    assert container(definition) == {
        "environment": [{"name": "PORT", "value": "8080"}],
        "workingDirectory": "/app",
        "portMappings": [{"containerPort": 8080, "protocol": "tcp"}],
        "entryPoint": ["/app/run"],
    }


def test_arguments_from_before_the_first_from_count_where_a_stage_names_them() -> None:
    definition, _ = of_file("ARG V=3.22\nARG PORT=80$V\nFROM alpine:$V\nARG PORT\nARG V=81\nEXPOSE $V\nENV P=$PORT\n")
    assert container(definition) == {
        "portMappings": [{"containerPort": 81, "protocol": "tcp"}],
        "environment": [{"name": "P", "value": "803.22"}],
    }
    definition, notes = of_file("ARG PORT=80\nFROM alpine:3.22\nEXPOSE $PORT\n")
    assert container(definition) == {}
    assert "nothing in this file says what PORT is" in "".join(notes)


def test_a_stage_knows_the_arguments_of_the_stage_below() -> None:
    definition, _ = of_file("FROM alpine:3.22 AS base\nARG V=1\nFROM base\nENV A=$V\n")
    assert container(definition) == {"environment": [{"name": "A", "value": "1"}]}


def test_the_escape_directive_is_obeyed() -> None:
    definition, _ = of_file("# escape=`\nFROM alpine:3.22\nENV A=1 `\n  B=2\n")
    assert container(definition)["environment"] == [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]


def test_a_byte_order_mark_is_no_part_of_the_first_instruction() -> None:
    definition, _ = of_file("\ufeffFROM alpine:3.22\r\nUSER x\r\n")
    assert container(definition) == {"user": "x"}


def test_another_escape_character_leaves_backslashes_alone() -> None:
    definition, _ = of_file("# syntax=docker/dockerfile:1\n# escape=`\nFROM alpine:3.22\nENV A=C:\\x B=`$A\n")
    assert container(definition)["environment"] == [{"name": "A", "value": "C:\\x"}, {"name": "B", "value": "$A"}]


def test_an_image_of_windows_is_said_to_be_one() -> None:
    _, notes = of_file("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nWORKDIR C:\\\\app\n")
    assert [note for note in notes if "it is for Windows" in note]
    assert [note for note in notes if "a directory of Windows" in note]


SAID = {
    "LABEL a=b": "the image keeps its labels",
    "BOGUS x": "no build knows such an instruction",
    "STOPSIGNAL SIGQUIT": "ECS takes it from the image",
    "VOLUME /data": "what has to stay belongs on EFS",
    'VOLUME ["/a", "/b"]': "VOLUME /a, /b",
    "ONBUILD RUN x": "images built on this one",
    "EXPOSE $PORT": "says what PORT is",
    "USER $APP_UID": "says what APP_UID is",
    "ENV PATH=/app/bin:$PATH": "PATH (in PATH)",
    "WORKDIR app": "the image's own directory",
    "EXPOSE 80/sctp": "tcp and udp only",
    "EXPOSE http": "is no port",
    "EXPOSE 99999": "containerPort: `containerPort` must be between 1 and 65535",
    "ENV": "it says nothing",
    "CMD": "it says nothing",
    'CMD ["a"] # why': "no list of JSON",
    "ENTRYPOINT ['a']": "no list of JSON",
    "HEALTHCHECK CMD true": "ECS 5",
    "ARG A=/data\nVOLUME $A": "VOLUME /data:",
    "HEALTHCHECK --interval=soon CMD true": "is no duration",
    "HEALTHCHECK --interval=1h CMD true": "3600 became 300",
    "HEALTHCHECK --start-interval=1s CMD true": "ECS has no word for it",
    "HEALTHCHECK true": "NONE, or CMD and a command",
    "ENV DB_PASSWORD=kE3vQ9xLw2mZ": "looks like a secret",
    "RUN true": "neither ENTRYPOINT nor CMD",
}


@pytest.mark.parametrize("line", SAID)
def test_what_is_not_taken_over_is_said_with_its_line_and_the_spec_validates(line: str) -> None:
    definition, notes = of_file(f"FROM alpine:3.22\n{line}\n")
    assert [note for note in notes if SAID[line] in note], notes
    assert errors(definition) == []
    assert "kE3vQ9xLw2mZ" not in f"{definition}{notes}"


def test_one_name_that_cannot_be_known_hides_no_other() -> None:
    definition, _ = of_file("FROM alpine:3.22\nENV A=1 P=$PATH:/x B=2\nEXPOSE 80 $PORT 81\n")
    assert container(definition) == {
        "environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
        "portMappings": [{"containerPort": 80, "protocol": "tcp"}, {"containerPort": 81, "protocol": "tcp"}],
    }


@pytest.mark.parametrize("text", ["", "# nothing\n", "USER x\n", "FROM\n"])
def test_what_is_no_dockerfile_is_one_sentence(text: str) -> None:
    with pytest.raises(Declined):
        draft_of(text, "x:1", "x")


def test_a_platform_is_taken_over() -> None:
    definition, _ = of_file("FROM --platform=linux/arm64 alpine:3.22\n")
    assert definition["runtimePlatform"] == {"operatingSystemFamily": "LINUX", "cpuArchitecture": "ARM64"}
    definition, _ = of_file("FROM --platform=$BUILDPLATFORM alpine:3.22\n")
    assert definition["runtimePlatform"] == {"operatingSystemFamily": "LINUX", "cpuArchitecture": "X86_64"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$A-${A}", "x-x"),
        ("${B:-d}${E:-d}${E-d}", "dd"),
        ("${A:+yes}${B:+yes}${E:+yes}${E+yes}", "yesyes"),
        (r"\$A", "$A"),
        (r'"\$A"', "$A"),
        (r'"\n\\ $A"', r"\n\ x"),
        ("'$A'", "$A"),
        ("'a'$A\"b$A\"", "axbx"),
        (r"a\ b\'", "a b'"),
        ("it's", "it's"),
        ("a$", "a$"),
        ("${L#a}|${L#*b}|${L##*b}|${L#z}", "babc|abc|c|ababc"),
        ("${L%c}|${L%b*}|${L%%b*}|${L%z}", "abab|aba|a|ababc"),
        ("${L/ab/x}|${L//ab/x}|${L/?a/}|${L//z/y}", "xabc|xxc|abc|ababc"),
        ("${A:?no}${A?no}", "xx"),
    ],
)
def test_variables_are_filled_in_as_in_a_build(text: str, expected: str) -> None:
    assert filled(text, {"A": "x", "E": "", "L": "ababc"}) == expected


def test_a_variable_that_nothing_sets_is_unknown() -> None:
    with pytest.raises(Unknown, match="B"):
        filled("a${B}", {"A": "x"})


# After the public documentation and the official images of these projects, seen 2026-11.
PUBLIC = {
    "the Dockerfile reference's health check": """
        FROM nginx:1.29
        HEALTHCHECK --interval=5m --timeout=3s \\
          CMD curl -f http://localhost/ || exit 1
        """,
    "Node's guide": """
        FROM node:24
        WORKDIR /usr/src/app
        COPY package*.json ./
        RUN npm install
        COPY . .
        EXPOSE 8080
        CMD [ "node", "server.js" ]
        """,
    "Docker's guide for Python": """
        # syntax=docker/dockerfile:1
        ARG PYTHON_VERSION=3.13.0
        FROM python:${PYTHON_VERSION}-slim as base
        ENV PYTHONDONTWRITEBYTECODE=1
        ENV PYTHONUNBUFFERED=1
        WORKDIR /app
        ARG UID=10001
        RUN adduser --disabled-password --gecos "" --home "/nonexistent" --shell "/sbin/nologin" \\
            --no-create-home --uid "${UID}" appuser
        RUN --mount=type=cache,target=/root/.cache/pip \\
            --mount=type=bind,source=requirements.txt,target=requirements.txt \\
            python -m pip install -r requirements.txt
        USER appuser
        COPY . .
        EXPOSE 8000
        CMD python3 -m uvicorn app:app --host=0.0.0.0 --port=8000
        """,
    "the guide for Go, on distroless": """
        FROM golang:1.25 AS build-stage
        WORKDIR /app
        RUN CGO_ENABLED=0 GOOS=linux go build -o /docker-gs-ping
        FROM gcr.io/distroless/base-debian12 AS build-release-stage
        WORKDIR /
        COPY --from=build-stage /docker-gs-ping /docker-gs-ping
        EXPOSE 8080
        USER nonroot:nonroot
        ENTRYPOINT ["/docker-gs-ping"]
        """,
    "Spring's guide": """
        FROM eclipse-temurin:21-jdk-alpine
        RUN addgroup -S spring && adduser -S spring -G spring
        USER spring:spring
        ARG JAR_FILE=target/*.jar
        COPY ${JAR_FILE} app.jar
        ENTRYPOINT ["java","-jar","/app.jar"]
        """,
    "the official image of PostgreSQL": """
        FROM debian:trixie-slim
        ENV GOSU_VERSION 1.19
        ENV LANG en_US.utf8
        ENV PG_MAJOR 18
        ENV PATH $PATH:/usr/lib/postgresql/$PG_MAJOR/bin
        ENV PGDATA /var/lib/postgresql/18/docker
        VOLUME /var/lib/postgresql
        COPY docker-entrypoint.sh /usr/local/bin/
        ENTRYPOINT ["docker-entrypoint.sh"]
        STOPSIGNAL SIGINT
        EXPOSE 5432
        CMD ["postgres"]
        """,
    "the official image of nginx": """
        FROM debian:trixie-slim
        LABEL maintainer="NGINX Docker Maintainers <docker-maint@nginx.com>"
        ENV NGINX_VERSION   1.29.3
        ENV PKG_RELEASE   1~trixie
        ENTRYPOINT ["/docker-entrypoint.sh"]
        EXPOSE 80
        STOPSIGNAL SIGQUIT
        CMD ["nginx", "-g", "daemon off;"]
        """,
    "the guide for ASP.NET": """
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        WORKDIR /source
        RUN dotnet publish -o /app
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        EXPOSE 8080
        WORKDIR /app
        COPY --from=build /app .
        USER $APP_UID
        ENTRYPOINT ["./aspnetapp"]
        """,
    "a build with heredocs": """
        FROM debian:trixie
        RUN <<EOT bash
          set -ex
          apt-get update
          USER nobody
        EOT
        COPY <<"EOF" /etc/app.conf
        CMD nothing
        EOF
        CMD ["sleep", "infinity"]
        """,
    "Rails": """
        ARG RUBY_VERSION=3.4.7
        FROM docker.io/library/ruby:$RUBY_VERSION-slim AS base
        WORKDIR /rails
        ENV RAILS_ENV="production" \\
            BUNDLE_DEPLOYMENT="1" \\
            BUNDLE_PATH="/usr/local/bundle" \\
            BUNDLE_WITHOUT="development"
        FROM base AS build
        RUN bundle install
        FROM base
        COPY --from=build /rails /rails
        USER 1000:1000
        ENTRYPOINT ["/rails/bin/docker-entrypoint"]
        EXPOSE 80
        CMD ["./bin/thrust", "./bin/rails", "server"]
        """,
}


@pytest.mark.parametrize("case", PUBLIC)
def test_dockerfiles_of_public_documentation_become_specs_that_validate_without_a_warning(case: str) -> None:
    definition, _ = of_file(textwrap.dedent(PUBLIC[case]))
    assert errors(definition) == []
    assert warnings(definition) == set()
