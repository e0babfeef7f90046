"""Grants: what IAM has to allow so that this very task definition starts, and nothing more.

`needs` reads a definition and says which statements its execution role takes, `checking` holds a policy against them,
`documents` writes them for IAM, CloudFormation and Terraform.
"""
