"""What Plumbrule lets out: log lines (`logs`), counters (`meter`), and a second net for secrets (`redact`)."""
