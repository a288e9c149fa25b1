"""How work of the outbox can end beside well: raised by who does it, written down by `core.outbox.run()`.

Any other exception means that nothing was done and that it may be tried again.
"""


class Away(Exception):
    """Nobody was there to take it: nothing was done. It is tried again; others of its kind wait too."""


class Final(Exception):
    """It was refused for good: another try would end alike."""


class Unknown(Exception):
    """It may have been done and nobody can tell: a person decides; others of its kind wait a little."""
