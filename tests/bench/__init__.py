"""What a sweep costs, beside what it must cost; `python -m tests.bench`, or `make bench`."""
