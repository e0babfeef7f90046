"""Nouns: frozen values that every other part speaks in. No behaviour beyond what a value can say of itself."""
