"""Evaluates a template without Azure: what would be deployed, with which names and properties.

What only a deployment knows, such as the host name of a site, is a sample.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from infra.arm.expressions import Json
from infra.arm.functions import FUNCTIONS, resource_id
from infra.arm.reader import Constant, Lookup, Node, TemplateError, is_expression, read

DEPLOYMENTS = "Microsoft.Resources/deployments"
#: What resources say of themselves once they are there, by their types.
STATES: Mapping[str, Mapping[str, Json]] = {
    "Microsoft.ManagedIdentity/userAssignedIdentities": {
        "clientId": "00000000-0000-0000-0000-00000000000a",
        "principalId": "00000000-0000-0000-0000-00000000000b",
    },
    "Microsoft.Insights/components": {
        "ConnectionString": "InstrumentationKey=00000000-0000-0000-0000-00000000000c"
    },
    "Microsoft.Web/staticSites": {"defaultHostname": "calm-sea-000000000.6.azurestaticapps.net"},
    "Microsoft.Web/sites": {"defaultHostName": "bifrost-api.azurewebsites.net"},
}
IDENTITY: Json = {"principalId": "00000000-0000-0000-0000-00000000000d"}
KEYS: Json = {"keys": [{"keyName": "key1", "value": "c2FtcGxl"}]}
#: Properties of a resource in a template that are not sent as they are.
ABOUT = {"condition", "copy", "existing", "dependsOn", "@options"}


@dataclass(frozen=True, slots=True)
class Deployed:
    """A resource as it would be deployed."""

    kind: str
    version: str
    name: str
    scope: str
    body: Mapping[str, Json]
    is_made_once: bool

    @property
    def id(self) -> str:
        """The id; that of an assignment is below what it is about."""
        if self.scope:
            return f"{self.scope}/providers/{self.kind}/{self.name}"
        return resource_id(self.kind, *self.name.split("/"))

    @property
    def properties(self) -> Mapping[str, Json]:
        """The properties, or none."""
        return cast("Mapping[str, Json]", self.body.get("properties") or {})


@dataclass(slots=True)
class Deployment:
    """The result of a template: every resource, those of its modules too, and the outputs."""

    resources: list[Deployed] = field(default_factory=list[Deployed])
    outputs: dict[str, Json] = field(default_factory=dict[str, Json])

    def of(self, kind: str) -> list[Deployed]:
        """Return the resources of a type."""
        return [one for one in self.resources if one.kind == kind]


def evaluate(template: Mapping[str, Json], given: Mapping[str, Json] | None = None) -> Deployment:
    """Evaluate a template with these parameters, and the defaults of the others."""
    return _Evaluator(template, given or {}).deployment()


class _Evaluator:
    def __init__(self, template: Mapping[str, Json], given: Mapping[str, Json]) -> None:
        self._template = template
        self._resources = _object(template["resources"])
        self._results: dict[str, Deployment] = {}
        self._made: dict[str, Json] = {}
        self._index: dict[str, int] = {}
        self._parameters: dict[str, Json] = {}
        declared = _object(template["parameters"])
        unknown = set(given) - set(declared)
        if unknown:
            raise TemplateError(f"there is no parameter {sorted(unknown)}")
        for name, one in declared.items():
            self._parameters[name] = self._argument(name, _object(one), given)

    def deployment(self) -> Deployment:
        found = Deployment()
        for name in self._order():
            found.resources += self._deployed(name, _object(self._resources[name]))
        for name, one in _object(self._template["outputs"]).items():
            found.outputs[name] = self.value(_object(one)["value"])
        return found

    def value(self, given: Json) -> Json:
        """Evaluate the expressions in a value."""
        if isinstance(given, str):
            return self._node(read(given)) if is_expression(given) else given.removeprefix("[")
        if isinstance(given, list):
            return [self.value(one) for one in given]
        if isinstance(given, dict):
            found = {str(self.value(k)): self.value(v) for k, v in given.items() if k != "copy"}
            for copy in cast("list[dict[str, Json]]", given.get("copy") or []):
                found[str(copy["name"])] = self._copied(copy)
            return found
        return given

    def _argument(self, name: str, one: Mapping[str, Json], given: Mapping[str, Json]) -> Json:
        if name not in given and "defaultValue" not in one:
            raise TemplateError(f"the parameter {name} is missing")
        value = given[name] if name in given else self.value(one["defaultValue"])
        allowed = one.get("allowedValues")
        if isinstance(allowed, list) and value not in allowed:
            raise TemplateError(f"{name}: {value} is none of {allowed}")
        size = len(value) if isinstance(value, str | list) else value
        for limit in ("minLength", "minValue"):
            if limit in one and cast("int", size) < cast("int", one[limit]):
                raise TemplateError(f"{name}: {value} is too small")
        for limit in ("maxLength", "maxValue"):
            if limit in one and cast("int", size) > cast("int", one[limit]):
                raise TemplateError(f"{name}: {value} is too large")
        return value

    def _order(self) -> list[str]:
        """Every resource after those that it depends on; an error if there is a circle."""
        found: list[str] = []

        def visit(name: str, way: tuple[str, ...]) -> None:
            if name in way:
                raise TemplateError(f"a circle: {' -> '.join([*way, name])}")
            if name not in found:
                for other in cast("list[str]", _object(self._resources[name]).get("dependsOn", [])):
                    visit(other, (*way, name))
                found.append(name)

        for name in self._resources:
            visit(name, ())
        return found

    def _deployed(self, name: str, one: Mapping[str, Json]) -> list[Deployed]:
        self._made[name] = True
        if one.get("existing"):
            return []
        if "copy" in one:
            count = cast("int", self.value(_object(one["copy"])["count"]))
            return [made for at in range(count) for made in self._single(name, one, at)]
        return self._single(name, one, 0)

    def _single(self, own: str, one: Mapping[str, Json], at: int) -> list[Deployed]:
        self._index[""] = at
        if not self.value(one.get("condition", True)):
            return []
        if one["type"] == DEPLOYMENTS:
            properties = _object(one["properties"])
            arguments = {
                key: self.value(_object(value)["value"])
                for key, value in _object(properties["parameters"]).items()
            }
            inner = evaluate(_object(properties["template"]), arguments)
            self._results[own] = inner
            return inner.resources
        body = _object(self.value({k: v for k, v in one.items() if k not in ABOUT}))
        once = "onlyIfNotExists" in _object(one.get("@options", {}))
        kind, version, name, scope = (
            str(body.get(key, "")) for key in ("type", "apiVersion", "name", "scope")
        )
        kept = {key: value for key, value in body.items() if key not in ("type", "apiVersion")}
        return [Deployed(kind, version, name, scope, kept, once)]

    def _copied(self, copy: Mapping[str, Json]) -> Json:
        name, count = str(copy["name"]), cast("int", self.value(copy["count"]))
        found: list[Json] = []
        for at in range(count):
            self._index[name] = at
            found.append(self.value(copy["input"]))
        return found

    def _node(self, node: Node) -> Json:
        if isinstance(node, Constant):
            return node.value
        if isinstance(node, Lookup):
            return self._access(node)
        arguments = node.arguments
        match node.function:
            case "if":  # only the branch that is taken is evaluated
                return self._node(arguments[1] if self._node(arguments[0]) else arguments[2])
            case "parameters" | "variables" | "copyIndex" | "reference" | "listKeys":
                return self._own(node.function, [self._node(one) for one in arguments])
            case function if function in FUNCTIONS:
                return FUNCTIONS[function](*(self._node(one) for one in arguments))
            case function:
                raise TemplateError(f"the function {function} is not known here")

    def _access(self, node: Lookup) -> Json:
        target, key = self._node(node.target), self._node(node.key)
        if isinstance(target, list) and isinstance(key, int):
            return target[key]
        if not isinstance(target, dict) or str(key) not in target:
            raise TemplateError(f"there is no {key!r} in {str(target)[:80]}")
        return target[str(key)]

    def _own(self, function: str, arguments: list[Json]) -> Json:
        name = str(arguments[0]) if arguments else ""
        match function:
            case "parameters":
                return self._known(self._parameters, name)
            case "variables":
                return self.value(self._known(_object(self._template["variables"]), name))
            case "copyIndex":
                return self._index[name]
            case "listKeys":
                return KEYS
            case _:
                return self._state(name, is_full="full" in arguments)

    def _known(self, values: Mapping[str, Json], name: str) -> Json:
        if name not in values:
            raise TemplateError(f"{name} is not declared")
        return values[name]

    def _state(self, name: str, *, is_full: bool) -> Json:
        """What ``reference`` says of a resource or a module that was deployed before."""
        if name in self._results:
            return {
                "outputs": {key: {"value": one} for key, one in self._results[name].outputs.items()}
            }
        if name not in self._made:
            raise TemplateError(f"{name} is asked for before it is deployed")
        kind = str(_object(self._resources[name])["type"])
        state: Json = {**STATES.get(kind, {})}
        return {"properties": state, "identity": IDENTITY} if is_full else state


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TemplateError(f"an object is expected, not {value!r}")
    return value
