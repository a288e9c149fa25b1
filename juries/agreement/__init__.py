"""Agreement and uncertainty: how much a ranking can bear. Pure arithmetic on arrays."""

from juries.agreement.alpha import alpha, intraclass, reliability
from juries.agreement.chances import Chances, chances
from juries.agreement.jurors import gives_one_score, is_odd, misfit
from juries.agreement.recounts import Recounts, recounts

__all__ = [
    "Chances",
    "Recounts",
    "alpha",
    "chances",
    "gives_one_score",
    "intraclass",
    "is_odd",
    "misfit",
    "recounts",
    "reliability",
]
