"""Tests of the world itself, over real HTTP."""
