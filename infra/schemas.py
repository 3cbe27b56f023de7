# pyright: basic
"""Checks the properties of resources against the models in Azure's own Python clients.

    .tools/infra/bin/python infra/schemas.py TEMPLATES

The argument is the folder with the templates that ``python -m infra.arm.flat`` writes. A property
that no model has, or a value that no enumeration has, is printed, and the exit code is 1. The
clients follow the newest version of each API, which has the properties of those before it.
"""

import enum
import importlib
import json
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

AUTHORIZATION = "authorization.v2022_04_01"
#: The model of each type of resource.
MODELS: dict[str, str] = {
    "Microsoft.Authorization/roleAssignments": f"{AUTHORIZATION}:RoleAssignmentCreateParameters",
    "Microsoft.Consumption/budgets": "consumption:Budget",
    "Microsoft.Insights/actionGroups": "monitor:ActionGroupResource",
    "Microsoft.Insights/components": "applicationinsights.v2020_02_02:ApplicationInsightsComponent",
    "Microsoft.Insights/metricAlerts": "monitor:MetricAlertResource",
    "Microsoft.Insights/scheduledQueryRules": "monitor:ScheduledQueryRuleResource",
    "Microsoft.Insights/webtests": "applicationinsights.v2022_06_15:WebTest",
    "Microsoft.KeyVault/vaults": "keyvault:VaultCreateOrUpdateParameters",
    "Microsoft.KeyVault/vaults/secrets": "keyvault:SecretCreateOrUpdateParameters",
    "Microsoft.ManagedIdentity/userAssignedIdentities": "msi.v2024_11_30:Identity",
    "Microsoft.OperationalInsights/workspaces": "loganalytics:Workspace",
    "Microsoft.Storage/storageAccounts": "storage:StorageAccountCreateParameters",
    "Microsoft.Storage/storageAccounts/blobServices": "storage:BlobServiceProperties",
    "Microsoft.Storage/storageAccounts/blobServices/containers": "storage:BlobContainer",
    "Microsoft.Storage/storageAccounts/fileServices": "storage:FileServiceProperties",
    "Microsoft.Storage/storageAccounts/fileServices/shares": "storage:FileShare",
    "Microsoft.Storage/storageAccounts/managementPolicies": "storage:ManagementPolicy",
    "Microsoft.Storage/storageAccounts/queueServices": "storage:QueueServiceProperties",
    "Microsoft.Storage/storageAccounts/queueServices/queues": "storage:StorageQueue",
    "Microsoft.Storage/storageAccounts/tableServices": "storage:TableServiceProperties",
    "Microsoft.Storage/storageAccounts/tableServices/tables": "storage:Table",
    "Microsoft.Web/serverfarms": "web:AppServicePlan",
    "Microsoft.Web/sites": "web:Site",
    "Microsoft.Web/staticSites": "web:StaticSiteARMResource",
    "Microsoft.Web/staticSites/config": "web:StringDictionary",
    "Microsoft.Web/staticSites/linkedBackends": "web:StaticSiteLinkedBackendARMResource",
    "Microsoft.Web/sites/basicPublishingCredentialsPolicies": (
        "web:CsmPublishingCredentialsPoliciesEntity"
    ),
}
#: The models of a site's configurations, by their names.
CONFIGURATIONS = {
    "appsettings": "web:StringDictionary",
    "authsettingsV2": "web:SiteAuthSettingsV2",
    "azurestorageaccounts": "web:AzureStoragePropertyDictionaryResource",
}
#: Where a field of a model keeps its name in JSON, if that is another one.
RENAMED = "_rest_name_input"
#: What every resource of a template has beside its model's properties.
TEMPLATE = {"type", "apiVersion", "name", "scope", "location", "tags"}


def main(folder: Path) -> int:
    faults = [fault for file in sorted(folder.glob("*.json")) for fault in _faults(file)]
    for fault in dict.fromkeys(faults):
        print(fault)
    return 1 if faults else 0


def _faults(file: Path) -> Iterator[str]:
    for resource in json.loads(file.read_text())["resources"]:
        kind, name = resource["type"], resource["name"].split("/")[-1]
        path = (
            CONFIGURATIONS.get(name) if kind == "Microsoft.Web/sites/config" else MODELS.get(kind)
        )
        if path is None:
            yield f"{kind}: no model is named for it in infra/schemas.py"
            continue
        body = {key: value for key, value in resource.items() if key not in TEMPLATE}
        yield from _compared(body, _model(path), f"{kind} {name}")


def _model(path: str) -> type:
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(f"azure.mgmt.{module}.models"), name)


def _compared(value: Any, wanted: Any, where: str) -> Iterator[str]:
    """Yield what a value has that its type does not allow."""
    wanted = _plain(wanted)
    if typing.get_origin(wanted) in (list, dict):
        inner = typing.get_args(wanted)[-1]
        parts = value if isinstance(value, list) else value.values()
        for part in parts:
            yield from _compared(part, inner, where)
    elif isinstance(wanted, type) and issubclass(wanted, enum.Enum):
        allowed = {str(one.value).lower() for one in wanted}
        if str(value).lower() not in allowed:
            yield f"{where}: {value!r} is none of {sorted(allowed)}"
    elif fields := _fields(wanted, value):
        yield from _object(value, fields, where)
    elif wanted in (int, bool, str) and not isinstance(value, wanted):
        yield f"{where}: {value!r} is no {wanted.__name__}"


def _object(value: Any, fields: dict[str, Any], where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: an object is expected, not {value!r}"
        return
    for key, part in value.items():
        found = next((one for one in fields if one.lower() == key.lower()), None)
        if found is None:
            yield f"{where}.{key}: there is no such property"
        else:
            yield from _compared(part, fields[found], f"{where}.{key}")


def _plain(wanted: Any) -> Any:
    """The type without None; of ``str`` or an enumeration, the enumeration."""
    if typing.get_origin(wanted) is typing.Union:
        kinds = [one for one in typing.get_args(wanted) if one not in (type(None), str)]
        return _plain(kinds[0]) if kinds else str
    return wanted


def _fields(wanted: Any, value: Any) -> dict[str, Any]:
    """The properties of a model, by the names that they have in JSON."""
    if not isinstance(wanted, type):
        return wanted if isinstance(wanted, dict) else {}
    wanted = _chosen(wanted, value)
    if hasattr(wanted, "_attribute_map"):
        return _mapped(wanted)
    fields: dict[str, Any] = {}
    for base in reversed(wanted.__mro__):
        module = sys.modules[base.__module__]
        # Models name each other as _models.Name, which only type checkers import.
        scope = {**vars(module), "_models": sys.modules.get(module.__name__.rpartition(".")[0])}
        for name, annotation in vars(base).get("__annotations__", {}).items():
            field = vars(base).get(name)
            if type(field).__name__ == "_RestField":
                text = (
                    annotation.__forward_arg__
                    if hasattr(annotation, "__forward_arg__")
                    else annotation
                )
                fields[getattr(field, RENAMED) or name] = _evaluated(text, scope)
    return fields


def _chosen(wanted: type, value: Any) -> type:
    """The subclass that the value names, where a model has several."""
    for key, kinds in getattr(wanted, "_subtype_map", {}).items():
        name = value.get(key.replace("_", ".")) if isinstance(value, dict) else None
        if name in kinds:
            return getattr(sys.modules[wanted.__module__], kinds[name])
    return wanted


def _evaluated(annotation: Any, scope: dict[str, Any]) -> Any:
    if isinstance(annotation, str):
        annotation = eval(annotation, scope)  # noqa: S307  an annotation of an installed package
    if isinstance(annotation, typing.ForwardRef):
        return _evaluated(annotation.__forward_arg__, scope)
    arguments = typing.get_args(annotation)
    if not arguments:
        return annotation
    inner = tuple(_evaluated(one, scope) for one in arguments)
    origin = typing.get_origin(annotation)
    if origin is typing.Union:
        return typing.Union[inner]  # noqa: UP007  made of what is known at run time only
    if origin is list:
        return list[inner[0]]
    return dict[inner] if origin is dict else annotation  # pyright: ignore


def _mapped(wanted: type) -> dict[str, Any]:
    """The properties of a model of the older kind, whose keys are paths."""
    found: dict[str, Any] = {}
    for one in getattr(wanted, "_attribute_map").values():  # noqa: B009  the attribute is private
        *path, last = one["key"].replace("\\.", "\0").split(".")
        place = found
        for step in path:
            place = place.setdefault(step.replace("\0", "."), {})
        place[last.replace("\0", ".")] = _typed(wanted, one["type"])
    return found


def _typed(wanted: type, text: str) -> Any:
    if text.startswith("["):
        return list[_typed(wanted, text[1:-1])]
    if text.startswith("{"):
        return dict[str, _typed(wanted, text[1:-1])]
    simple = {"int": int, "bool": bool, "str": str}
    return simple.get(text) or getattr(sys.modules[wanted.__module__], text, typing.Any)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
