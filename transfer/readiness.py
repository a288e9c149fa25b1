"""What a release says about itself: the sixteen criteria of the Standard for Public Code 0.8.1."""

from django.utils.translation import gettext_lazy as _

CRITERIA = [
    ("code-in-the-open", _("Code in the open")),
    ("bundle-policy-and-source-code", _("Bundle policy and source code")),
    ("make-the-codebase-reusable-and-portable", _("Make the codebase reusable and portable")),
    ("welcome-contributors", _("Welcome contributors")),
    ("make-contributing-easy", _("Make contributing easy")),
    ("maintain-version-control", _("Maintain version control")),
    ("require-review-of-contributions", _("Require review of contributions")),
    ("document-codebase-objectives", _("Document codebase objectives")),
    ("document-the-code", _("Document the code")),
    ("use-plain-english", _("Use plain English")),
    ("use-open-standards", _("Use open standards")),
    ("use-continuous-integration", _("Use continuous integration")),
    ("publish-with-an-open-license", _("Publish with an open licence")),
    ("make-the-codebase-findable", _("Make the codebase findable")),
    ("use-a-coherent-style", _("Use a coherent style")),
    ("document-codebase-maturity", _("Document codebase maturity")),
]
TITLES = dict(CRITERIA)
