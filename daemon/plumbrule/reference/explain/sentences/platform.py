"""Platform and network mode."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "Every task on Fargate has a network interface of its own.": "Fargate のタスクは、それぞれ専用の ENI を持ちます。",
    "write `networkMode: awsvpc`": "`networkMode: awsvpc` と書きます。",
    "write `awsvpc`": "`awsvpc` と書きます。",
    "Fargate runs Linux and Windows Server 2019, 2022 and 2025; ECS refuses others for it.": "Fargate で動くのは Linux と Windows Server 2019・2022・2025 で、それ以外は ECS が拒否します。",
    "letter case counts; `LINUX` is the usual one": "大文字・小文字は区別されます。通常は `LINUX` です。",
    "There is no Windows on ARM64 in Fargate, so such a task never starts.": "Fargate に ARM64 の Windows はなく、そのタスクは起動しません。",
    "write `X86_64`, and build the image for it": "`X86_64` と書き、イメージもそれに合わせてビルドします。",
    "An image that is built for another architecture ends with `exec format error` when it starts.": "別のアーキテクチャ用にビルドしたイメージは、起動時に `exec format error` で終了します。",
    "write what the image is built for, such as `operatingSystemFamily: LINUX` and `cpuArchitecture: X86_64`": "イメージのビルド先を明示します。例: `operatingSystemFamily: LINUX` と `cpuArchitecture: X86_64`",
    "For one size, ARM64 costs least, X86_64 more, and Windows Server most.": "同じサイズなら、ARM64 が最も安く、次が X86_64、最も高いのが Windows Server です。",
    "where the image can be built for arm64, try `cpuArchitecture: ARM64`": "イメージを arm64 向けにビルドできるなら、`cpuArchitecture: ARM64` を検討します。",
    "Windows on Fargate has no App Mesh, so ECS refuses to run the task.": "Fargate の Windows では App Mesh が使えず、タスクの実行を ECS が拒否します。",
    "remove `proxyConfiguration`": "`proxyConfiguration` を削除します。",
    "A service that asks for FARGATE_SPOT alone never starts a Windows task.": "FARGATE_SPOT だけを使うサービスでは、Windows タスクは起動しません。",
    "use the capacity provider FARGATE for its services": "サービスではキャパシティプロバイダー FARGATE を使います。",
    "Windows on Fargate has no shared process namespace, so ECS refuses to run the task.": "Fargate の Windows ではプロセス名前空間を共有できず、タスクの実行を ECS が拒否します。",
    "remove `pidMode`": "`pidMode` を削除します。",
    "A task on Fargate cannot see the processes of its host.": "Fargate のタスクから、ホストのプロセスは見えません。",
    "write `task` when the containers are to see one another's processes, or remove `pidMode`": "コンテナ間でプロセスを見せたいなら `task` と書き、そうでなければ `pidMode` を削除します。",
    "Fargate has no IPC namespaces to choose from.": "Fargate では IPC 名前空間を選べません。",
    "remove `ipcMode`": "`ipcMode` を削除します。",
    "There are no instances to choose from on Fargate.": "Fargate には、選べるインスタンスがありません。",
    "remove them; subnets of the service say where its tasks run": "削除します。タスクを動かす場所は、サービスのサブネットで決めます。",
    "Elastic Inference has ended, and ECS refuses the field for every kind of capacity.": "Elastic Inference は終了しており、どの起動タイプでもこの項目は拒否されます。",
    "remove them": "削除します。",
    "The proxy has to be a container of the same task.": "プロキシは、同じタスクのコンテナでなければなりません。",
    "write the name of the proxy's container as it stands in `containerDefinitions`; letter case counts": "プロキシのコンテナ名を `containerDefinitions` のとおりに書きます。大文字・小文字は区別されます。",
    "Without these properties no traffic can be led through the proxy.": "これらのプロパティがないと、通信をプロキシに通せません。",
    "add one of the two ids, the application's ports, and both ports of the proxy": "2 つの ID のどちらか、アプリケーションのポート、プロキシの 2 つのポートを追加します。",
    "After its end of support App Mesh's control plane is gone, and the proxy gets no configuration any more.": "App Mesh はサポート終了後にコントロールプレーンがなくなり、プロキシは設定を取得できなくなります。",
    "move to ECS Service Connect": "ECS Service Connect に移行します。",
    "With fault injection allowed, whoever gets into a container can ask for latency and lost packets.": "障害の注入を許可すると、コンテナに入り込んだ者が遅延やパケット損失を起こせます。",
    "keep it to families that experiments run against": "実験の対象にするファミリーだけに書きます。",
}
