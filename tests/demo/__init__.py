"""The main job, shown and asserted step by step; `python -m tests.demo`, or `make demo`."""
