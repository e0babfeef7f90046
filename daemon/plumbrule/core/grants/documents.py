"""Needs as documents: a policy and a trust policy for IAM, a role for CloudFormation, a role for Terraform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.core.grants.statement import Needs, Statement, Where
    from plumbrule.model.tree import Object, Tree

VERSION: Final = "2012-10-17"
TASKS: Final = "ecs-tasks.amazonaws.com"


def policy(needs: Needs) -> Object:
    """What the execution role may do."""
    return _document([one.as_json() for one in needs.statements])


def trust(where: Where) -> Object:
    """Who may assume it: ECS for tasks of this account and Region, and nobody who talks ECS into it.

    Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam.html ("confused deputy"), seen 2026-11.
    """
    statement: dict[str, Tree] = {
        "Sid": "TasksOfThisAccount",
        "Effect": "Allow",
        "Principal": {"Service": TASKS},
        "Action": "sts:AssumeRole",
    }
    if where.account != "*":
        statement["Condition"] = {
            "StringEquals": {"aws:SourceAccount": where.account},
            "ArnLike": {"aws:SourceArn": where.arn("ecs", "*")},
        }
    return _document([statement])


def both(needs: Needs, where: Where) -> Object:
    """Policy, trust policy, and why each statement is there."""
    return {"policy": policy(needs), "trust": trust(where), "because": reasons(needs.statements)}


def cloudformation(needs: Needs, where: Where, name: str) -> Object:
    """A template with the role and its policy inside."""
    properties: dict[str, Tree] = {"AssumeRolePolicyDocument": trust(where)}
    if needs.statements:
        properties["Policies"] = [{"PolicyName": "execution", "PolicyDocument": policy(needs)}]
    role: Object = {"Type": "AWS::IAM::Role", "Properties": properties}
    outputs = {"ExecutionRoleArn": {"Value": {"Fn::GetAtt": ["ExecutionRole", "Arn"]}}}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"The task execution role of {name}",
        "Resources": {"ExecutionRole": role},
        "Outputs": outputs,
    }


def terraform(needs: Needs, where: Where, name: str) -> Object:
    """Terraform's JSON syntax (a file that ends with .tf.json), with policy documents as jsonencode would have them."""
    from_json = "${jsonencode(local.%s)}"
    label = "".join(one if one.isalnum() else "_" for one in name)
    role = f"{label}_execution"
    resources: dict[str, Tree] = {
        "aws_iam_role": {
            role: {"name": f"{name}-execution"[:64], "assume_role_policy": from_json % f"{role}_trust"},
        }
    }
    local: dict[str, Tree] = {f"{role}_trust": trust(where)}
    if needs.statements:
        local[f"{role}_policy"] = policy(needs)
        resources["aws_iam_role_policy"] = {
            role: {"name": "execution", "role": f"${{aws_iam_role.{role}.id}}", "policy": from_json % f"{role}_policy"}
        }
    output = {f"{role}_role_arn": {"value": f"${{aws_iam_role.{role}.arn}}"}}
    return {"locals": local, "resource": resources, "output": output}


def reasons(statements: Sequence[Statement]) -> Object:
    """Why each statement is there, by its name."""
    return {one.sid: list(one.because) for one in statements}


def _document(statements: Sequence[Tree]) -> Object:
    return {"Version": VERSION, "Statement": list(statements)}
