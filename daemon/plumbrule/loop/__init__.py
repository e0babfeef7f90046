"""The shell: it moves values between the pure core and the ports, and knows no adapter.

Read `one_pass.py` first: it is the whole story on one page.
Then `intake/` (from snapshot to specs), `act.py` (the only place that registers), `settle.py` (the one exit),
`shell.py` (what each queued name means), `queue.py` and `workers.py` (who works on what, and when).
"""
