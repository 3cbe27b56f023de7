"""Compiles a Bicep file, with the modules that it names, to an ARM template."""

from pathlib import Path

from infra.arm.expressions import ExpressionWriter, Json, walk
from infra.arm.parser import parse
from infra.arm.syntax import (
    ArrayExpression,
    BicepError,
    Expression,
    File,
    Identifier,
    Member,
    Module,
    Output,
    ParameterDeclaration,
    Properties,
    Resource,
)

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
DEPLOYMENTS = ("Microsoft.Resources/deployments", "2022-09-01")
TYPES = {"string": "string", "int": "int", "bool": "bool", "object": "object", "array": "array"}
SECURE = {"string": "securestring", "object": "secureObject"}
LIMITS = {"minLength", "maxLength", "minValue", "maxValue"}
KNOWN = {"description", "secure", "allowed", *LIMITS}
#: Properties that Bicep has, and templates have elsewhere.
BICEP_ONLY = ("parent", "scope", "name", "dependsOn")


def compiled(path: Path) -> dict[str, Json]:
    """Return the template of a file."""
    return _Compiler(path).template()


class _Compiler:
    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self._file: File = parse(path)
        self._write = ExpressionWriter(self._file)

    def template(self) -> dict[str, Json]:
        file = self._file
        variables: dict[str, Json] = {
            name: self._write.json(value)
            for name, value in file.variables.items()
            if not self._write.is_runtime(value)
        }
        resources: dict[str, Json] = {
            **{name: self._resource(one) for name, one in file.resources.items()},
            **{name: self._module(one) for name, one in file.modules.items()},
        }
        # The second version of the language: resources have names, and can be made only once.
        return {
            "$schema": SCHEMA,
            "languageVersion": "2.0",
            "contentVersion": "1.0.0.0",
            "parameters": {name: self._parameter(one) for name, one in file.parameters.items()},
            "variables": variables,
            "resources": resources,
            "outputs": {name: self._output(one) for name, one in file.outputs.items()},
        }

    def _parameter(self, one: ParameterDeclaration) -> Json:
        unknown = set(one.decorators) - KNOWN
        if unknown:
            raise BicepError(f"{one.name}: @{unknown.pop()} is not understood")
        kinds = SECURE if "secure" in one.decorators else TYPES
        found: dict[str, Json] = {"type": kinds[one.kind]}
        if one.default is not None:
            found["defaultValue"] = self._write.json(one.default)
        if "allowed" in one.decorators:
            found["allowedValues"] = self._write.json(one.decorators["allowed"][0])
        for limit in sorted(LIMITS & set(one.decorators)):
            found[limit] = self._write.json(one.decorators[limit][0])
        return found | self._described(one)

    def _output(self, one: Output) -> Json:
        found: dict[str, Json] = {"type": TYPES[one.kind], "value": self._write.json(one.value)}
        return found | self._described(one)

    def _described(self, one: ParameterDeclaration | Output) -> dict[str, Json]:
        if "description" not in one.decorators:
            return {}
        return {"metadata": {"description": self._write.json(one.decorators["description"][0])}}

    def _resource(self, one: Resource) -> Json:
        write = self._write.within(one.loop) if one.loop else self._write
        found: dict[str, Json] = {}
        if one.condition is not None:
            found["condition"] = write.json(one.condition)
        if one.is_existing:
            found["existing"] = True
        if one.loop is not None:
            count = f"[length({self._write.text(one.loop.source)})]"
            found["copy"] = {"name": one.name, "count": count}
        if "onlyIfNotExists" in one.decorators:
            found["@options"] = {"onlyIfNotExists": []}
        found |= {"type": one.kind, "apiVersion": one.version}
        scope = one.body.find("scope")
        if scope is not None:
            about = write.text(Member(scope, "id"))
            found["scope"] = f"[{about}]"
        found["name"] = write.name_of(one)
        body = write.json(one.body.without(*BICEP_ONLY))
        found |= body if isinstance(body, dict) else {}
        wanted = [] if one.is_existing else self._needed(one.name, one.body, one.condition)
        return found | ({"dependsOn": wanted} if wanted else {})

    def _module(self, one: Module) -> Json:
        name, given = one.body.find("name"), one.body.find("params")
        if name is None or not isinstance(given, Properties):
            raise BicepError(f"the module {one.name} needs a name and params")
        kind, version = DEPLOYMENTS
        inner = compiled(self._folder / one.path)
        parameters = self._arguments(one, given, inner)
        found: dict[str, Json] = {}
        if one.condition is not None:
            found["condition"] = self._write.json(one.condition)
        found |= {
            "type": kind,
            "apiVersion": version,
            "name": self._write.json(name),
            "properties": {
                "expressionEvaluationOptions": {"scope": "inner"},
                "mode": "Incremental",
                "parameters": parameters,
                "template": inner,
            },
        }
        wanted = self._needed(one.name, one.body, one.condition)
        return found | ({"dependsOn": wanted} if wanted else {})

    def _arguments(self, one: Module, given: Properties, inner: dict[str, Json]) -> Json:
        """Return the parameters of a module; an error if one is unknown, or missing."""
        declared = inner["parameters"]
        assert isinstance(declared, dict)  # noqa: S101  as template() made it
        names = {key.plain for key, _ in given.pairs}
        optional = {
            name
            for name, one in declared.items()
            if isinstance(one, dict) and "defaultValue" in one
        }
        if not set(declared) - optional <= names <= set(declared):
            odd = sorted(str(name) for name in names ^ (set(declared) - optional))
            raise BicepError(f"the module {one.name}: check its params {', '.join(odd)}")
        return {str(key.plain): {"value": self._write.json(value)} for key, value in given.pairs}

    def _needed(self, own: str, body: Properties, condition: Expression | None) -> list[str]:
        """Return what has to be deployed before: what is named, as parent, scope or value."""
        mentioned = {
            one.name
            for part in (body, condition)
            if part is not None
            for one in walk(part, self._file)
            if isinstance(one, Identifier)
        }
        explicit = body.find("dependsOn")
        if explicit is not None and not isinstance(explicit, ArrayExpression):
            raise BicepError(f"{own}: dependsOn is an array of names")
        made = {name for name, one in self._file.resources.items() if not one.is_existing}
        return sorted(mentioned & (made | set(self._file.modules)) - {own})
