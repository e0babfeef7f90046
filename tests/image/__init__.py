"""The image, built and tried without a container engine: `python -m tests.image build` and `try`."""
