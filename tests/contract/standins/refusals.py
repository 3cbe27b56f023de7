"""How does a test say which error of Azure's it expects?"""

from collections.abc import Callable

import pytest
from azure.core.exceptions import HttpResponseError


def assert_code(
    action: Callable[[], object], error: type[HttpResponseError], status: int, code: str
) -> None:
    """The action fails as Azure's clients report that code."""
    with pytest.raises(error) as refused:
        action()
    assert (refused.value.status_code, code_of(refused.value)) == (status, code)


def code_of(error: HttpResponseError) -> str:
    """Which the storage clients add to the error without declaring it."""
    return vars(error)["error_code"]
