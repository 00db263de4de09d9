"""Draws that come out the same on every Python: of `random` only random() is promised to stay as it is."""
import random


class Draws:
    def __init__(self, seed):
        self._random = random.Random(seed)

    def below(self, n):
        return int(self._random.random() * n)

    def chance(self, share):
        return self._random.random() < share

    def one(self, things):
        return things[self.below(len(things))]

    def some(self, things, count):
        """`count` of `things`, in their order."""
        left = list(range(len(things)))
        while len(left) > count:
            del left[self.below(len(left))]
        return [things[i] for i in left]
