"""What the API's description says about itself; the states of each kind of item under a name of their own."""

SPECTACULAR_SETTINGS = {
    "TITLE": "CityRelay API",
    "DESCRIPTION": "From a city's challenge to the solution in use elsewhere.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "JobState": "core.models.Job.State",
        "CompetitionState": "challenges.workflow.CompetitionWorkflow.State",
        "ChallengeState": "challenges.workflow.ChallengeWorkflow.State",
        "EntryState": "submissions.workflow.EntryWorkflow.State",
        "AssignmentState": "juries.workflow.assignment.AssignmentWorkflow.State",
        "ProjectState": "cocreation.workflow.ProjectWorkflow.State",
        "MilestoneState": "cocreation.workflow.MilestoneWorkflow.State",
        "ReleaseState": "transfer.workflow.ReleaseWorkflow.State",
        "AdoptionState": "transfer.workflow.AdoptionWorkflow.State",
    },
}
