"""The real daemon as a process of its own, killed and troubled from outside; the endpoint's own log is the judge."""
