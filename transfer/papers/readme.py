"""README.md and CHANGELOG.md of a release."""

from django.utils.translation import gettext as _

from transfer.papers.facts import ReleaseFacts, bcp47


def readme(facts: ReleaseFacts) -> str:
    """What it is, what it needs, the steps, and what lies where; in Markdown."""
    parts = [f"# {facts.title}", facts.summary, facts.description, *_about(facts)]
    parts += [f"## {_('What it needs')}", *(f"### {title}\n\n{text}" for title, text in facts.needs)]
    parts += [f"## {_('Steps')}", *_steps(facts)]
    for title, text in facts.findings:
        if text.strip():
            parts += [f"## {title}", text]
    if facts.used_by:
        parts += [f"## {_('Who uses it')}", "\n".join(f"- {name}" for name in facts.used_by)]
    parts += [f"## {_('What lies where')}", _contents(facts), f"## {_('Licences')}", _licences(facts)]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def changelog(facts: ReleaseFacts) -> str:
    """This version and the earlier ones, newest first."""
    versions = [(facts.number, facts.published_on, facts.notes), *facts.earlier]
    parts = [f"## {number} – {day.isoformat()}\n\n{notes.strip()}" for number, day, notes in versions]
    return "\n\n".join([f"# {_('Changes')}", *parts]) + "\n"


def lessons(facts: ReleaseFacts) -> str:
    """What was learnt on the way, also from what did not work."""
    return f"# {_('Lessons learnt')}\n\n{facts.lessons.strip()}\n"


def source_note(facts: ReleaseFacts) -> str:
    """Where the code is, when it is not in the release itself."""
    where = f"{facts.repository_url} ({facts.tag})" if facts.tag else facts.repository_url
    return f"# {_('Source code')}\n\n{_('The code of this version is kept here:')} <{where}>\n"


def _about(facts: ReleaseFacts) -> list[str]:
    lines = [
        f"- {_('Version')}: {facts.number} ({facts.published_on.isoformat()})",
        f"- {_('Published by')}: {facts.publisher}",
        f"- {_('Contact')}: {facts.contact_name} <{facts.contact_email}>",
        f"- {_('Page')}: <{facts.url}>",
    ]
    if facts.partners:
        lines.insert(2, f"- {_('With')}: {', '.join(facts.partners)}")
    return ["\n".join(lines)]


def _steps(facts: ReleaseFacts) -> list[str]:
    return [
        "\n".join(
            f"{n}. **{title}.** {' '.join(text.split())}" for n, (title, text) in enumerate(facts.steps, 1)
        )
    ]


def _contents(facts: ReleaseFacts) -> str:
    lines = [
        f"- `{manual.stem}.pdf`, `.html`: {manual.title} ({manual.audience_title}, {bcp47(manual.language)})"
        for manual in facts.manuals
    ]
    lines += [
        f"- `source/`: {_('the source code')}",
        f"- `replication/`: {_('checklist for your city and answers on readiness')}",
        f"- `LICENSES/`, `REUSE.toml`: {_('the licences and which file has which')}",
        f"- `publiccode.yml`, `CITATION.cff`, `ro-crate-metadata.json`: {_('for catalogues and machines')}",
    ]
    return "\n".join(lines)


def _licences(facts: ReleaseFacts) -> str:
    return f"- {_('Code')}: {facts.licence_code}\n- {_('Texts and manuals')}: {facts.licence_text_code}"
