"""Random lives of the daemon: edits, other hands, a troubled endpoint, SIGKILL; the endpoint's own log is the judge."""
