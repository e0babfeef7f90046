"""AWS behind the `Revisions` port: the only place that knows boto3.

`sessions` makes clients, `raw` keeps the response that botocore would cut down, `answers` turns AWS's errors into ours,
`buckets` keeps us below the account's limits, `ecs` puts them together, `shape` reads the API model.
"""
