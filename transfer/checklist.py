"""The steps that a new package begins with; its publisher rewrites them."""

from django.utils.translation import gettext_lazy as _

FIRST_STEPS = [
    (_("Name an owner"), _("One person in the city answers for the introduction and has time for it.")),
    (
        _("Talk to those who will use it"),
        _("Ask the people whom the manuals are written for what they need, before anything is installed."),
    ),
    (
        _("Check law, data and budget"),
        _("Compare what the package needs with what you have, and write down the gaps."),
    ),
    (_("Adapt"), _("Translate the manuals, set up the software, and note every change that you make.")),
    (
        _("Fix how success is measured"),
        _("Choose indicators with a value before the start and a target, before the pilot begins."),
    ),
    (_("Pilot"), _("Begin small, with people who volunteered, for a fixed time.")),
    (
        _("Decide, and tell the network"),
        _("Go into regular operation or stop, and share what you learnt either way."),
    ),
]
