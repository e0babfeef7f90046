"""Verify: whether a new task of a definition would start: what it needs, and what follows from what AWS says of that.

`reading` lists what a definition needs, `judging` makes a verdict of each answer, `trust` reads trust policies, and
`summing` brings the verdicts of many families together.
"""
