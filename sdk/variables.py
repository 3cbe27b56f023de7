"""What the variables were where a workflow failed, as far as they can be shown."""

import json
import reprlib
from types import FrameType, FunctionType, ModuleType

from sdk.hidden import HIDDEN, hide
from sdk.loading import is_authors
from sdk.protocol import clean

MOST_CHARACTERS = 256 * 1024
MOST_VARIABLES = 200
SECRET_NAMES = ("secret", "password", "passwd", "token", "key", "credential", "authorization")


def variables_of(error: BaseException) -> str | None:
    """The last of the author's frames as a JSON object of short texts; None without one."""
    frame = _last_frame(error)
    if frame is None:
        return None
    shown: dict[str, str] = {}
    size = 0
    for name, value in [*frame.f_locals.items()][:MOST_VARIABLES]:
        if name.startswith("__") or isinstance(value, ModuleType | FunctionType | type):
            continue
        shown[name] = _shown(name, value)
        size += len(name) + len(shown[name])
        if size > MOST_CHARACTERS:
            break
    return json.dumps(shown, ensure_ascii=False)


def _last_frame(error: BaseException) -> FrameType | None:
    found = None
    step = error.__traceback__
    while step is not None:
        if is_authors(step.tb_frame.f_code.co_filename):
            found = step.tb_frame
        step = step.tb_next
    return found


def _shown(name: str, value: object) -> str:
    """Short, and without what is called a secret.

    >>> _shown("api_key", "abc"), _shown("count", 3)
    ('[redacted]', '3')
    """
    if any(word in name.casefold() for word in SECRET_NAMES):
        return HIDDEN
    try:
        return clean(_brief.repr(value))
    except Exception:  # noqa: BLE001  a repr is the author's code and may raise anything
        return f"<{type(value).__name__}>"


class _Brief(reprlib.Repr):
    """Cuts texts in the middle, once there is no secret in them."""

    def repr_str(self, x: str, level: int) -> str:
        return super().repr_str(hide(x), level)

    def repr_instance(self, x: object, level: int) -> str:
        shown = hide(repr(x))
        return shown if len(shown) <= self.maxother else shown[: self.maxother] + "…"


_brief = _Brief()
_brief.maxstring = _brief.maxother = 1000
_brief.maxdict = _brief.maxlist = _brief.maxtuple = _brief.maxset = 50
_brief.maxlevel = 5
