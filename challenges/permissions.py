"""Who may do what to a competition or a challenge."""

from challenges.facts import ChallengeFacts, CompetitionFacts
from core.models import Anyone
from network.permissions import is_coordinator_of, is_editor_of


def is_competition_coordinator(competition: CompetitionFacts, user: Anyone) -> bool:
    """A coordinator of the office that runs the competition."""
    return is_coordinator_of(competition.office, user)


def is_challenge_editor(challenge: ChallengeFacts, user: Anyone) -> bool:
    """An editor of the city or agency whose challenge it is."""
    return is_editor_of(challenge.organisation, user)


def is_challenge_coordinator(challenge: ChallengeFacts, user: Anyone) -> bool:
    """A coordinator of the office whose competition the challenge is part of."""
    return is_competition_coordinator(challenge.competition, user)


def is_challenge_editor_or_coordinator(challenge: ChallengeFacts, user: Anyone) -> bool:
    """The city, or the network office."""
    return is_challenge_editor(challenge, user) or is_challenge_coordinator(challenge, user)


def can_reinstate(challenge: ChallengeFacts, user: Anyone) -> bool:
    """The network office, for what it had published."""
    return challenge.published_at is not None and is_challenge_coordinator(challenge, user)


def can_reopen(challenge: ChallengeFacts, user: Anyone) -> bool:
    """The city, for what was never public."""
    return challenge.published_at is None and is_challenge_editor(challenge, user)
