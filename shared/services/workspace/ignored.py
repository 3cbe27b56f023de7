"""Files of a workspace that are ignored, with the reasons."""

from collections.abc import Iterable, Mapping

from shared.models.paths import FilePath, fault_of_name, is_hidden, key_of_name

#: Names reported one by one; the rest is reported as one count.
MOST_REPORTED = 100
LINK = "it is a symbolic link, which is not followed: put the file itself there"
NO_FILE = "it is neither a file nor a folder"


class IgnoredFiles:
    """Reasons by path; invisible characters in a path are written out."""

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}
        self._more = 0

    @property
    def reasons(self) -> Mapping[str, str]:
        if not self._more:
            return self._reasons
        return {**self._reasons, ".": f"{self._more} more names are ignored, or alike"}

    def note(self, path: FilePath, reason: str) -> None:
        if len(self._reasons) < MOST_REPORTED:
            self._reasons[shown(str(path))] = reason
        else:
            self._more += 1

    def note_alike(self, paths: Iterable[FilePath]) -> None:
        """Note names of one folder that some stores take for one name; here none is ignored."""
        seen: dict[str, FilePath] = {}
        for path in paths:
            other = seen.setdefault(key_of_name(path.name), path)
            if other is not path:
                self.note(
                    path,
                    f"differs from {other.name!r} only in case: on some stores one of"
                    " them is lost; rename one",
                )


def may_be(folder: FilePath, name: str, ignored: IgnoredFiles | None) -> bool:
    """Return whether a name is accepted; a refused one is noted, unless it is hidden on purpose."""
    fault = fault_of_name(name)
    if fault and ignored and not is_hidden(name):
        ignored.note(folder.child(name), fault)
    return fault is None


def shown(text: str) -> str:
    r"""Return the text with its invisible characters written out, so that it can be shown.

    >>> print(shown("zero\u200bwidth.py"))
    zero\u200bwidth.py
    """
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )
