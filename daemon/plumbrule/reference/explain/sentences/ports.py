"""Ports."""

from __future__ import annotations

from typing import Final

JA: Final = {
    "A mapping opens one port or one range; without either there is nothing to open.": "マッピングは 1 つのポートか 1 つの範囲を表します。どちらもないと意味がありません。",
    "add the port that the application listens on as `containerPort`, or remove the mapping": "アプリケーションが待ち受けるポートを `containerPort` に書くか、マッピングを削除します。",
    "There are no other ports, and 0 asks for a random one only in networks that Fargate does not have.": "それ以外のポートはありません。0（自動割り当て）は Fargate にないネットワークモード用です。",
    "write the port that the application listens on": "アプリケーションが待ち受けるポートを書きます。",
    "Every Fargate task has a network interface of its own, so no port is translated.": "Fargate のタスクは専用の ENI を持つため、ポートの変換は行われません。",
    "remove `hostPort`; which port clients use is up to the load balancer or Service Connect": "`hostPort` を削除します。クライアントが使うポートはロードバランサーか Service Connect で決めます。",
    "All containers of a task share one network interface, so one of them would fail to listen.": "タスク内のコンテナは ENI を共有するため、どちらかが待ち受けに失敗します。",
    "let one of the containers listen on another port, or remove the mapping": "どちらかのコンテナを別のポートで待ち受けさせるか、マッピングを削除します。",
    "The definition registers, but a service that puts the port behind a load balancer is refused.": "登録はできますが、このポートをロードバランサーで使うサービスは拒否されます。",
    "use two ports, unless no load balancer serves this one": "ロードバランサーを使うなら、2 つのポートに分けます。",
    "ECS maps ports of tcp and udp, and the letter case counts.": "ECS がマッピングできるのは tcp と udp だけで、大文字・小文字は区別されます。",
    "write `tcp` or `udp`; `tcp` is the default": "`tcp` か `udp` と書きます。既定は `tcp` です。",
    "ECS opens the ports from the first to the last, which must be a higher one.": "ECS は最初から最後までのポートを開くため、最後の方が大きくなければなりません。",
    "write the first and the last port with a hyphen, such as `8000-8010`": "`8000-8010` のように、最初と最後のポートをハイフンでつなぎます。",
    "One mapping is either one port or one range, and a range takes the same ports on the host.": "マッピングはポートか範囲のどちらか一方で、範囲はホスト側でも同じポートを使います。",
    "keep one of them, or make two mappings": "どちらかを残すか、マッピングを 2 つに分けます。",
    "ECS takes at most 100 port ranges in one container.": "1 つのコンテナに書けるポート範囲は、最大 100 個です。",
    "join ranges that lie side by side": "隣り合う範囲をまとめます。",
    "Service Connect makes host names of these names, and ECS takes no other characters.": "Service Connect がこの名前からホスト名を作るため、それ以外の文字は使えません。",
    "write it in lower case, such as `web` or `web-admin`": "`web` や `web-admin` のように、小文字で書きます。",
    "A service refers to a port of the task by its name alone.": "サービスは、名前だけでタスクのポートを参照します。",
    "give each port a name of its own": "ポートごとに別の名前を付けます。",
    "The proxy of Service Connect speaks these protocols, and the letter case counts.": "Service Connect のプロキシが対応するのはこれらのプロトコルだけで、大文字・小文字は区別されます。",
    "write `http`, `http2` or `grpc`; leave it out for plain tcp": "`http`、`http2`、`grpc` のどれかを書きます。ただの TCP なら省略します。",
    "Service Connect finds ports by their names, and nothing else reads the protocol.": "Service Connect は名前でポートを見つけます。プロトコルを読むのは Service Connect だけです。",
    "add a `name`, or remove `appProtocol`": "`name` を追加するか、`appProtocol` を削除します。",
    "Service Connect reaches no port of udp by its name.": "udp のポートは、Service Connect では名前で参照できません。",
    "remove the name and the application protocol, or use tcp": "名前とプロトコルを削除するか、tcp を使います。",
    "Fargate uses the port itself in tasks on Windows.": "Windows タスクでは、Fargate 自身がこのポートを使います。",
    "let the application listen on another port": "アプリケーションを別のポートで待ち受けさせます。",
    "Whoever reaches the router's port can write into the logs of the task.": "ルーターのポートに到達できる人は、タスクのログに書き込めてしまいます。",
    "remove the mapping; containers of the task reach the router without it": "マッピングを削除します。タスク内のコンテナはマッピングがなくてもルーターに届きます。",
}
