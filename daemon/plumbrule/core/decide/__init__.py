"""Decide: which state is this, what should happen, and is it allowed now? Pure: a `Case` in, a `Decision` out.

`case` holds what was gathered, `state` judges content, `gates` is the one ordered chain of noes,
`settling` judges registrations whose answer is missing, `decision` puts them together.
"""
