"""The task itself: what it is called, where it runs, how large it is, and what it may do."""

from __future__ import annotations

from typing import Final

from plumbrule.reference.explain.explanation import ALWAYS, NEVER, WITHIN, FieldWords
from plumbrule.reference.explain.words import Both

WORDS: Final = (
    FieldWords(
        "family",
        Both(
            "The name under which all revisions of this task definition are numbered: `web:1`, `web:2` and so on. A service names the family and a revision.",
            "タスク定義の名前です。登録するたびに `web:1`、`web:2` のようにリビジョン番号が増えます。サービスは「ファミリー名:リビジョン番号」で参照します。",
        ),
        ALWAYS,
        pitfalls=Both(
            "A renamed family is another family that begins again at revision 1; services stay with the old one.",
            "名前を変えると別のファミリーになり、リビジョン 1 から始まります。サービスは古いファミリーを参照したままです。",
        ),
        example={"/family": "web"},
    ),
    FieldWords(
        "requiresCompatibilities",
        Both(
            "The kinds of capacity that ECS checks the definition for. With `FARGATE` in it, ECS refuses at registration what Fargate cannot run.",
            "どの起動タイプ向けに検査するかを表します。`FARGATE` を書くと、Fargate で動かせない内容は登録時に拒否されます。",
        ),
        Both("On Fargate always, though ECS does not insist.", "Fargate では必ず書きましょう（ECS は強制しません）。"),
        pitfalls=Both(
            "Without `FARGATE` the definition registers and fails only when a task is to start.",
            "`FARGATE` を書かないと登録は通り、タスクの起動時に初めて失敗します。",
        ),
        example={"/requiresCompatibilities": ["FARGATE"]},
    ),
    FieldWords(
        "networkMode",
        Both(
            "How containers are connected to the network. On Fargate it is `awsvpc`: each task has a network interface and a private address of its own in your VPC.",
            "コンテナのネットワーク接続方法です。Fargate では `awsvpc` だけが使え、タスクごとに VPC 内の ENI とプライベート IP アドレスが割り当てられます。",
        ),
        ALWAYS,
        docker="docker run --network",
        pitfalls=Both(
            "All containers of a task share the interface: they reach each other at 127.0.0.1 and cannot listen on one port twice.",
            "タスク内のコンテナは ENI を共有します。互いに 127.0.0.1 で通信でき、同じポートを 2 つのコンテナで待ち受けることはできません。",
        ),
        example={"/networkMode": "awsvpc"},
        near=("infrastructure",),
    ),
    FieldWords(
        "cpu",
        Both(
            'The CPU of the whole task, as text: CPU units (1024 to a vCPU) such as `"512"`, or `"0.5 vCPU"`. Fargate sizes and bills the task by it.',
            'タスク全体の CPU です。文字列で、CPU ユニット（1 vCPU = 1024）の `"512"`、または `"0.5 vCPU"` のように書きます。Fargate の大きさと料金はこの値で決まります。',
        ),
        ALWAYS,
        docker="docker run --cpus",
        pitfalls=Both(
            "Only eight values exist: 256, 512, 1024, 2048, 4096, 8192, 16384 and 32768; each goes with its own memory sizes. A number instead of text is refused by the API; Plumbrule takes it and says so.",
            "使える値は 256、512、1024、2048、4096、8192、16384、32768 の 8 つだけで、それぞれ組み合わせられるメモリが決まっています。API は数値を受け付けません（Plumbrule は読み替えて警告します）。",
        ),
        example={"/cpu": "512", "/memory": "1024"},
        near=("task-size",),
    ),
    FieldWords(
        "memory",
        Both(
            'The memory of the whole task, as text: MiB such as `"1024"`, or `"1 GB"`. Containers together cannot use more.',
            'タスク全体のメモリです。文字列で、MiB の `"1024"`、または `"1 GB"` のように書きます。コンテナの合計がこれを超えることはできません。',
        ),
        ALWAYS,
        docker="docker run --memory",
        pitfalls=Both(
            "The sizes depend on `cpu`: with 512 units these are 1024, 2048, 3072 and 4096. Units other than GB (`1GiB`, `1024 MB`) are documented nowhere.",
            "選べる値は `cpu` によって変わります（512 ユニットなら 1024、2048、3072、4096）。`1GiB` や `1024 MB` など GB 以外の単位は文書化されていません。",
        ),
        example={"/cpu": "512", "/memory": "1024"},
        near=("task-size",),
    ),
    FieldWords(
        "runtimePlatform",
        Both(
            "The operating system and the processor architecture that the task runs on.",
            "タスクを動かす OS と CPU アーキテクチャです。",
        ),
        Both(
            "For ARM64 and Windows; for Linux on x86 it is good to say it, too.",
            "ARM64 と Windows では必須です。Linux の x86 でも明示しておくと安心です。",
        ),
        docker="docker run --platform",
        pitfalls=Both(
            "An image built for another architecture ends with `exec format error`.",
            "別のアーキテクチャ用にビルドしたイメージは `exec format error` で終了します。",
        ),
        example={"/runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": "ARM64"}},
        near=("infrastructure",),
    ),
    FieldWords(
        "runtimePlatform.cpuArchitecture",
        Both(
            "`X86_64` or `ARM64` (Graviton). The price order is ARM64, then X86_64, then Windows Server.",
            "`X86_64` または `ARM64`（Graviton）です。料金は ARM64 < X86_64 < Windows Server の順です。",
        ),
        docker="docker run --platform linux/arm64",
        pitfalls=Both(
            "Every image of the task has to exist for this architecture, sidecars included.",
            "サイドカーを含め、すべてのイメージがこのアーキテクチャに対応している必要があります。",
        ),
        near=("infrastructure",),
    ),
    FieldWords(
        "runtimePlatform.operatingSystemFamily",
        Both(
            "`LINUX`, or one of the editions of Windows Server 2019, 2022 and 2025 that Fargate runs, such as `WINDOWS_SERVER_2022_CORE`.",
            "`LINUX`、または Fargate が対応する Windows Server 2019・2022・2025 のエディション（例: `WINDOWS_SERVER_2022_CORE`）です。",
        ),
        docker="docker run --platform",
        pitfalls=Both(
            "Windows starts at one vCPU, costs a licence, and lacks many fields: `user`, `ulimits`, EFS, FireLens and others.",
            "Windows は 1 vCPU からで、ライセンス料がかかり、`user`、`ulimits`、EFS、FireLens など多くの項目が使えません。",
        ),
        near=("infrastructure",),
    ),
    FieldWords(
        "taskRoleArn",
        Both(
            "The IAM role of your application: what its code may do in AWS, such as reading from S3. Its credentials reach every container of the task.",
            "タスクロールです。コンテナ内のアプリケーションが AWS を操作する（S3 から読む、など）ための IAM ロールで、タスク内のすべてのコンテナから使えます。",
        ),
        Both(
            "When the application calls AWS; for ECS Exec, for EFS with IAM, and for FireLens that writes to AWS.",
            "アプリケーションが AWS を呼び出すとき、また ECS Exec、IAM 認証の EFS、AWS に書き込む FireLens を使うときに必要です。",
        ),
        pitfalls=Both(
            "Do not take the execution role for it: the application could then pull every image and read every secret of the agent.",
            "タスク実行ロールを兼用しないでください。エージェント用の権限（イメージの取得、シークレットの読み取り）をアプリケーションが使えてしまいます。",
        ),
        example={"/taskRoleArn": "arn:aws:iam::123456789012:role/web"},
        near=("roles",),
    ),
    FieldWords(
        "executionRoleArn",
        Both(
            "The IAM role of the agent, used before and beside your containers: it pulls images from ECR, writes logs, and reads the secrets that the definition names.",
            "タスク実行ロールです。ECS エージェントが ECR からイメージを取得し、ログを書き込み、定義に書かれたシークレットを読むために使います。",
        ),
        Both(
            "When an image is in a private ECR or another private registry, when logs go to `awslogs`, and for secrets and environment files.",
            "プライベート ECR などの非公開レジストリ、`awslogs`、シークレット、環境ファイルのどれかを使うときに必要です。",
        ),
        pitfalls=Both(
            "`AmazonECSTaskExecutionRolePolicy` covers ECR and logs alone. `plumbrule iam SPEC` prints what this very definition needs.",
            "`AmazonECSTaskExecutionRolePolicy` に含まれるのは ECR とログの権限だけです。`plumbrule iam SPEC` で、その定義に必要な最小の権限を表示できます。",
        ),
        example={"/executionRoleArn": "arn:aws:iam::123456789012:role/web-execution"},
        near=("roles",),
    ),
    FieldWords(
        "ephemeralStorage",
        Both(
            "Disk that lives as long as the task: image layers, what containers write, and volumes without a file system of their own.",
            "タスクと同じ寿命のディスクです。イメージのレイヤー、コンテナの書き込み、バインドマウントのボリュームがここに入ります。",
        ),
        Both("When 20 GiB are too few.", "20 GiB では足りないときに書きます。"),
        docker="docker run --storage-opt size=",
        pitfalls=Both(
            "The 20 GiB that every task has cannot be written: the least is 21.",
            "最初から付く 20 GiB は値として書けません。最小値は 21 です。",
        ),
        example={"/ephemeralStorage": {"sizeInGiB": 50}},
        near=("task-size",),
    ),
    FieldWords(
        "ephemeralStorage.sizeInGiB",
        Both(
            "How much of it, in GiB. What is above 20 is billed by the hour.",
            "容量（GiB）です。20 を超えた分に時間単位の料金がかかります。",
        ),
        WITHIN,
        pitfalls=Both(
            "20 itself cannot be written: leave the field out to have it. It is always per task, never per container.",
            "20 は書けません。20 GiB でよければ項目ごと省略します。コンテナではなくタスク単位の容量です。",
        ),
        near=("task-size",),
    ),
    FieldWords(
        "pidMode",
        Both(
            "With `task`, the containers of a task see one another's processes; without it each sees only its own.",
            "`task` にすると、タスク内のコンテナが互いのプロセスを見られます。書かなければ自分のプロセスだけが見えます。",
        ),
        docker="docker run --pid",
        pitfalls=Both("`host` is for EC2 only.", "`host` は EC2 起動タイプ専用です。"),
        example={"/pidMode": "task"},
    ),
    FieldWords(
        "ipcMode",
        Both(
            "Which containers share memory and semaphores of the kernel (System V IPC).",
            "共有メモリやセマフォ（System V IPC）をどの範囲で共有するかです。",
        ),
        NEVER,
        docker="docker run --ipc",
        example={"/ipcMode": "task"},
        fails="R023",
    ),
    FieldWords(
        "enableFaultInjection",
        Both(
            "Whether the task's containers may ask for faults, such as latency and lost packets, for experiments with AWS FIS.",
            "AWS FIS の実験のために、遅延やパケット損失などの障害をコンテナから要求できるようにするかどうかです。",
        ),
        Both("For families that experiments run against.", "障害実験の対象にするファミリーだけに書きます。"),
        example={"/enableFaultInjection": True},
    ),
    FieldWords(
        "tags",
        Both(
            "Labels of AWS on the task definition's revision, for costs, permissions and search.",
            "タスク定義のリビジョンに付ける AWS のタグです。コスト配分、権限、検索に使います。",
        ),
        pitfalls=Both(
            "A running task has them only where its service propagates tags (`propagateTags`).",
            "サービスの `propagateTags` を設定しない限り、起動したタスクには付きません。",
        ),
        example={"/tags": [{"key": "team", "value": "checkout"}]},
    ),
    FieldWords(
        "tags[].key",
        Both("The tag's name.", "タグのキーです。"),
        WITHIN,
        pitfalls=Both(
            "Keys that begin with `aws:` are AWS's own. At most 50 tags.",
            "`aws:` で始まるキーは AWS 専用です。タグは最大 50 個です。",
        ),
    ),
    FieldWords("tags[].value", Both("The tag's value; it may be empty.", "タグの値です。空でもかまいません。")),
)
