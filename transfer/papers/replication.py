"""The checklist for adopting cities and the answers on readiness, for machines."""

import json

from transfer.papers.facts import ReleaseFacts


def checklist_json(facts: ReleaseFacts) -> str:
    """The steps of an adoption, in order."""
    steps = [{"order": n, "title": title, "text": text} for n, (title, text) in enumerate(facts.steps, 1)]
    return _dump({"package": facts.slug, "version": facts.number, "steps": steps})


def standard_json(facts: ReleaseFacts) -> str:
    """The publisher's own assessment by the Standard for Public Code."""
    answers = [
        {"criterion": key, "title": title, "met": met, "evidence": evidence}
        for key, title, met, evidence in facts.readiness
    ]
    return _dump({"standard": "Standard for Public Code", "standardVersion": "0.8.1", "criteria": answers})


def _dump(paper: dict) -> str:
    return json.dumps(paper, ensure_ascii=False, indent=2) + "\n"
