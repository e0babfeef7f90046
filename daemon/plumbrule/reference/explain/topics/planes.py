"""Who decides, and who runs."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import Heading, Points, Prose, Read, Topic
from plumbrule.reference.explain.words import Both

TOPIC: Final = Topic(
    name="control-plane-and-data-plane",
    title=Both("Control plane and data plane", "コントロールプレーンとデータプレーン"),
    called=(
        "control plane",
        "planes",
        "data plane",
        "agent",
        "container agent",
        "コントロールプレーン",
        "データプレーン",
        "コンテナエージェント",
        "エージェント",
        "ecsの構成",
        "構成",
    ),
    body=(
        Points(
            (
                Both(
                    "The **control plane** is ECS itself: it keeps task definitions and services, decides what should run where, and tells the data plane.",
                    "**コントロールプレーン**は ECS 本体です。タスク定義やサービスを管理し、何をどこで動かすかを決めて、データプレーンに指示します。",
                ),
                Both(
                    "The **data plane** is where containers run: instances of EC2, or Fargate, where AWS keeps the hosts. The container agent on a host carries out what the control plane says.",
                    "**データプレーン**はコンテナが実際に動く場所で、EC2 インスタンスか、AWS がホストを管理する Fargate です。ホスト上のコンテナエージェントが、コントロールプレーンの指示を実行します。",
                ),
            )
        ),
        Prose(
            Both(
                "What the agent does for a task is what one would do by hand: log in to the registry, pull the images, run the containers, watch their health, stop them.",
                "エージェントがタスクに対して行うことは、手作業と同じです。レジストリへのログイン（docker login）、イメージの取得（docker pull）、コンテナの実行（docker run）、ヘルスの監視、停止（docker stop）です。",
            )
        ),
        Heading(Both("Why it matters here", "なぜ重要か")),
        Points(
            (
                Both(
                    "A definition that registers need not run: registering is the control plane's, pulling and mounting the data plane's. Half of the rules are about the second.",
                    "登録できても、動くとは限りません。登録を受け付けるのはコントロールプレーン、イメージの取得やマウントを行うのはデータプレーンだからです。ルールの多くは後者に関するものです。",
                ),
                Both(
                    "What the agent fetches and writes, it does with the task execution role; what your program does, with the task role.",
                    "エージェントの読み書きにはタスク実行ロールが、アプリケーションの操作にはタスクロールが使われます。",
                ),
                Both(
                    "Plumbrule talks to the control plane alone: it registers revisions. Which revision runs is the service's business.",
                    "Plumbrule が操作するのはコントロールプレーンだけで、リビジョンを登録します。どのリビジョンを実行するかはサービスの設定です。",
                ),
            )
        ),
    ),
    fields=("containerDefinitions", "executionRoleArn", "taskRoleArn"),
    rules=("R010", "R043"),
    sources=(
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/Welcome.html"),
        Read("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate.html"),
    ),
)
