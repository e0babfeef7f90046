"""Decide: which state is this, what should happen, and is it allowed now? Pure: a `Case` in, a `Decision` out.

`case` holds what was gathered, `state` judges content, `gates` is the one ordered chain of noes,
`tag_gates` is the chain for mending tags, over what `tag_sides` holds,
`settling` judges registrations whose answer is missing, `decision` puts them together.
"""
