"""One factory per model; the default is the smallest valid item."""

from tests.factories.challenges import *  # noqa: F403
from tests.factories.cocreation import *  # noqa: F403
from tests.factories.core import *  # noqa: F403
from tests.factories.juries import *  # noqa: F403
from tests.factories.network import *  # noqa: F403
from tests.factories.submissions import *  # noqa: F403
from tests.factories.transfer import *  # noqa: F403
