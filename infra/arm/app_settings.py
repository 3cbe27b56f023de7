"""The settings that the deployment gives to the Function App, by name."""

from collections.abc import Mapping
from typing import cast

from infra.arm.evaluate import evaluate
from infra.arm.expressions import Json

SETTINGS = ("Microsoft.Web/sites/config", "appsettings")


def app_settings(
    template: Mapping[str, Json], parameters: Mapping[str, Json] | None = None
) -> dict[str, str]:
    """Return name and value, with these parameters; what Azure would say is a sample."""
    kind, last = SETTINGS
    [found] = [
        one for one in evaluate(template, parameters).of(kind) if one.name.split("/")[-1] == last
    ]
    return {name: cast("str", value) for name, value in found.properties.items()}
