"""What runs: a look at each target's clusters after every sweep, and what follows from it for each family.

`tour` asks call by call, `fleets` remembers, `looking` is one step of a look, `judging` compares, `saying` has the
words, and `concerns` says what people have to know.
"""
