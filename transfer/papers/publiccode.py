"""publiccode.yml 0.7: what catalogues of public software read."""

from typing import Any

import yaml

from core.texts import shortened
from transfer.papers.facts import ReleaseFacts, bcp47


def publiccode(facts: ReleaseFacts) -> str:
    """The file's text."""
    paper: dict[str, Any] = {
        "publiccodeYmlVersion": "0.7",
        "name": facts.title,
        "url": facts.repository_url or facts.url,
        "landingURL": facts.url,
        "softwareVersion": facts.number,
        "releaseDate": facts.published_on.isoformat(),
        "platforms": ["web"],
        "organisation": {"name": facts.publisher, "uri": facts.publisher_url},
        "developmentStatus": facts.maturity,
        "softwareType": "standalone/other",
        "intendedAudience": {"scope": ["local-authorities"]},
        "description": {bcp47(facts.language): _description(facts)},
        "legal": {"license": facts.licence_code, "mainCopyrightOwner": facts.publisher},
        "maintenance": {
            "type": "internal",
            "contacts": [{"name": facts.contact_name, "email": facts.contact_email}],
        },
        "localisation": {
            "localisationReady": len(facts.languages()) > 1,
            "availableLanguages": facts.languages(),
        },
    }
    if facts.based_on_url:
        paper["isBasedOn"] = [facts.based_on_url]
    if facts.used_by:
        paper["usedBy"] = facts.used_by
    return yaml.safe_dump(paper, sort_keys=False, allow_unicode=True, width=100)


def _description(facts: ReleaseFacts) -> dict[str, Any]:
    manuals = [f"{manual.title} ({bcp47(manual.language)})" for manual in facts.manuals]
    return {
        "shortDescription": shortened(facts.summary, 150),
        "longDescription": shortened(facts.description, 10000),
        "features": manuals or [shortened(facts.summary, 100)],
        "documentation": facts.url,
    }
