"""How many places can be filled at all: a maximum flow by Edmonds and Karp, on dictionaries."""

from collections import defaultdict, deque
from itertools import pairwise

import numpy as np

SOURCE, SINK = "source", "sink"


def filled(problem, allowed=None, room=None):
    """The most places that any plan can fill, with what is fixed."""
    allowed = problem.allowed if allowed is None else allowed
    room = problem.room if room is None else room
    graph = defaultdict(dict)
    wanted = problem.wanted - problem.fixed.sum(axis=1)
    free = room - problem.fixed.sum(axis=0)
    for entry, juror in np.argwhere(allowed & ~problem.fixed).tolist():
        graph["entry", entry]["juror", juror] = 1
        graph[SOURCE]["entry", entry] = int(wanted[entry])
        graph["juror", juror][SINK] = int(free[juror])
    return int(problem.fixed.sum()) + _largest(graph)


def _largest(graph):
    flow = 0
    while path := _shortest(graph):
        steps = list(pairwise(path))
        size = min(graph[one][other] for one, other in steps)
        for one, other in steps:
            graph[one][other] -= size
            graph[other][one] = graph[other].get(one, 0) + size
        flow += size
    return flow


def _shortest(graph):
    before, queue = {SOURCE: None}, deque([SOURCE])
    while queue:
        node = queue.popleft()
        if node == SINK:
            path = [SINK]
            while before[path[-1]] is not None:
                path.append(before[path[-1]])
            return path[::-1]
        for other, left in graph[node].items():
            if left > 0 and other not in before:
                before[other] = node
                queue.append(other)
    return None
