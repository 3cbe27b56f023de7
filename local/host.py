"""The program ``python -m local.host``: the host, with demo data, for a developer's machine.

It takes the arguments of ``python -m host``, and announces itself once the platform is ready: the
store open, workers started, demo data there, unless it is told ``--no-demo``.
"""

import argparse
import os
import sys
from collections.abc import Mapping
from functools import partial

from host.__main__ import main
from host.errors import HostError
from host.hooks import Hooks
from local.mail.stand_in import MailStandIn
from shared.errors import BifrostError
from shared.settings import SettingsError

#: What keeps a workflow away from the files of the account that runs the platform.
WALLS = ("files", "user")
NO_WALL = (
    "Workflows can read and change your own files here, the store and its key included: this "
    "machine has neither Landlock (Linux 5.13) nor root rights. Run only code that you trust; "
    "docs/security.md says more."
)


class PlatformNotReady(HostError):
    """The platform cannot start over its store."""


MAIL = MailStandIn()


def bound(url: str) -> None:
    """Let links lead to this host, and mail to the stand-in, unless the settings name others."""
    os.environ.setdefault("BIFROST_PUBLIC_URL", url)
    if not os.environ.get("BIFROST_SMTP_URL"):
        os.environ["BIFROST_SMTP_URL"] = MAIL.bind()
        os.environ.setdefault("BIFROST_MAIL_FROM", "bifrost@bifrost.test")


async def ready(*, demo: bool = True) -> None:
    """Compose the platform and add the demo data, if it is wanted. Raises PlatformNotReady.

    While there is no administrator, the link that makes the first one is printed.
    """
    # Imported once the app is, from the app's own folder.
    from functions import runtime
    from host.serve import operations
    from local import seed

    await MAIL.listen()
    try:
        platform = await runtime.platform()
        await (seed.seed if demo else seed.prepare)(platform)
        link = await operations.setup_link(platform)
        layers = await platform.engine.isolation()
    except (BifrostError, SettingsError) as error:
        raise PlatformNotReady(str(error)) from error
    if link is not None:
        print(operations.LINK.format(link=link), file=sys.stderr)
    if words := warning(layers):
        print(words, file=sys.stderr)


def warning(layers: Mapping[str, bool]) -> str | None:
    """What a developer has to know where no wall holds; None where one does."""
    return None if any(layers.get(name) for name in WALLS) else NO_WALL


def _wants_demo() -> bool:
    """Take our own argument off the command line, which the host reads afterwards."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--no-demo", action="store_true")
    own, sys.argv[1:] = parser.parse_known_args()
    return not own.no_demo


if __name__ == "__main__":
    sys.exit(main(Hooks(bound, partial(ready, demo=_wants_demo()), MAIL.front)))
