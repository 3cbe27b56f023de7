"""When the store was last looked through for damage, and what was found."""

import os
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

NAME = "check.json"
SOUND = "ok"


class IntegrityCheck(BaseModel):
    """The last check; ``found`` is ``ok``, or SQLite's word for the first fault."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    found: str

    @property
    def is_sound(self) -> bool:
        """Whether nothing was damaged."""
        return self.found == SOUND


def record(folder: Path, found: str) -> IntegrityCheck:
    """Remember a check that ends now."""
    check = IntegrityCheck(at=datetime.now(UTC), found=found)
    draft = folder / f".{NAME}.{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_text(check.model_dump_json())
    draft.replace(folder / NAME)
    return check


def last(folder: Path) -> IntegrityCheck | None:
    """Return the last check, or None if there was none or its record cannot be read."""
    try:
        return IntegrityCheck.model_validate_json((folder / NAME).read_text())
    except (FileNotFoundError, ValidationError):
        return None
