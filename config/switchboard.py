"""What wires the parts of the product together: names to dotted paths, and nothing beside these tables.

Settings take them over as they are; `core/checks.py` follows every path before anything starts.
"""

# What the clock rings for: task, every how many seconds, and after how many a tick that nobody took is void.
CLOCK = {
    "sweep the outbox": {"task": "core.tasks.sweep_outbox", "every": 2.0, "expires": 10},
    "purge what has served its time": {"task": "core.tasks.purge", "every": 3600.0, "expires": 600},
    "tell teams about deadlines": {
        "task": "submissions.tasks.tell_teams_about_deadlines",
        "every": 3600.0,
        "expires": 600,
    },
    "remind of late milestones": {
        "task": "cocreation.tasks.remind_late_milestones",
        "every": 3600.0,
        "expires": 600,
    },
}

# What the worker does with a row of the outbox: kind → function of the row.
OUTBOX_HANDLERS = {
    "mail": "core.mail.deliver",
    "scan": "core.files.scan",
    "document": "core.documents.render_job",
    "job": "core.jobs.run",
    "search": "core.search.index.write_fed",
    "paper": "core.papers.make",
    "jury_record": "juries.tasks.keep_jury_record",
    "bag": "transfer.tasks.build_bag",
    "follow_up": "transfer.tasks.send_follow_up",
}

# The documents that can be asked for: kind → function (code, user) → title and PDF.
DOCUMENTS = {
    "challenge_brief": "challenges.documents.challenge_brief",
    "entry_form": "challenges.documents.entry_form",
    "entry_dossier": "submissions.documents.entry_dossier",
    "jury_protocol": "juries.documents.jury_protocol",
    "award_certificate": "juries.documents.award_certificate",
    "package_handbook": "transfer.documents.package_handbook",
}

# The long acts: kind → class of what is done in steps (`core.jobs.Kind`).
JOBS = {
    "challenge_import": "challenges.tasks.ChallengeImport",
    "assignment_proposal": "juries.tasks.AssignmentProposal",
    "panel_release": "juries.tasks.PanelRelease",
}

# The papers that stay: kind → function () → what it says, and who may read it (`core.papers.Kind`).
PAPERS = {
    "jury_protocol": "juries.documents.protocol_paper",
}

# What is kept of what people wrote: kind of item → function () → who may read it, and how it is written again
# (`core.journal.Journal`).
JOURNALS = {
    "network.organisation": "network.journal.organisation",
    "network.event": "network.journal.event",
    "challenges.competition": "challenges.journal.competition",
    "challenges.challenge": "challenges.journal.challenge",
    "submissions.entry": "submissions.journal.entry",
    "juries.scorecard": "juries.journal.scorecard",
    "juries.decision": "juries.journal.decision",
    "cocreation.project": "cocreation.journal.project",
    "cocreation.gate": "cocreation.journal.gate",
    "cocreation.milestone": "cocreation.journal.milestone",
    "cocreation.update": "cocreation.journal.update",
    "cocreation.risk": "cocreation.journal.risk",
    "transfer.package": "transfer.journal.package",
    "transfer.release": "transfer.journal.release",
    "transfer.manual": "transfer.journal.manual",
    "transfer.adoption": "transfer.journal.adoption",
    "transfer.followup": "transfer.journal.follow_up",
}

# What an office can take off the site (`network/actions/withholding.py`): name of the model → model.
WITHHOLDABLE = {
    "event": "network.models.Event",
    "competition": "challenges.models.Competition",
    "challenge": "challenges.models.Challenge",
    "partnernotice": "challenges.models.PartnerNotice",
    "project": "cocreation.models.Project",
    "package": "transfer.models.Package",
    "release": "transfer.models.Release",
    "adoption": "transfer.models.Adoption",
}

# Whose words the search finds; each names its texts (`core/search/index.py`).
SEARCHED = [
    "network.search.organisations",
    "network.search.events",
    "challenges.search.challenges",
    "challenges.search.competitions",
    "challenges.search.partner_notices",
    "submissions.search.entries",
    "juries.search.panels",
    "juries.search.awards",
    "cocreation.search.projects",
    "transfer.search.packages",
]

# What lower apps ask of higher ones (`core/asking.py`): question → functions, asked in this order.
QUESTIONS = {
    # (user) → whether the person works in a network office
    "works_in_office": ("network.permissions.is_coordinator",),
    # (item) → kinds of people who rely on it and have to hear when it changes
    "who_is_affected": (
        "network.people.affected_by",
        "challenges.people.affected_by",
        "submissions.people.affected_by",
        "juries.people.affected_by",
        "cocreation.people.affected_by",
        "transfer.people.affected_by",
    ),
    # (user) → the keys of challenges on which the person works, as a queryset
    "challenges_of": ("submissions.people.challenges_of", "juries.people.challenges_of"),
    # (competition, part, what of it changes, or the act as a word) → what that means for whom, in sentences
    "consequences": ("submissions.consequences.consequences",),
    # () → the keys of challenges of which an award was announced, as a queryset
    "awarded_challenges": ("juries.people.awarded_challenges",),
    # (competition) → whether a scorecard was finished by its criteria; none will be while the caller decides
    "is_answered": ("submissions.consequences.is_answered",),
    "is_scored": ("juries.actions.scoring.is_scored",),
    # (user, entry): the person's ties are about to change, by a seat in the entry's team; what has to be held
    # before the entry is held now
    "ties_change": ("juries.actions.conflicts.hold_panels",),
    # (user, left): the person has joined or left an organisation or a team, acts in another role there, or
    # has confirmed an address; `left` is the organisation that was left, or None
    "ties_changed": (
        "juries.actions.conflicts.follow_ties",
        "cocreation.actions.people.follow_ties",
    ),
}
