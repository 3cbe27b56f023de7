"""Stacks of ``@param`` become annotations: ``name: Annotated[str, Field(label="Name")]``."""

from collections.abc import Mapping
from dataclasses import dataclass

import libcst as cst

from shared.services.codemods.awaiting import Awaiting, run
from shared.services.codemods.imports import LINE_CHARACTERS, with_import
from shared.services.codemods.notes import Notes
from shared.services.codemods.predecessor.names import text_of

#: Types of ``@param`` that an annotation says as well; the others keep their decorator.
TYPES = {"bool": "bool", "float": "float", "int": "int", "list": "list", "string": "str"}
#: Arguments of ``@param`` that are those of ``Field``.
SAME = ("label", "description", "help_text", "data_provider", "provider_inputs", "secret")
POSITIONS = (
    "name",
    "type",
    "label",
    "required",
    "validation",
    "data_provider",
    "default_value",
    "help_text",
)
OF_NUMBERS = {"min": "ge", "max": "le"}
OF_TEXTS = {"min": "min_length", "max": "max_length"}
RULES = ("min_length", "max_length", "pattern", "message")


def annotated(module: cst.Module, notes: Notes) -> cst.Module:
    """Return the module with every ``@param`` that an annotation can say as an annotation."""
    if "param(" not in module.code:
        return module
    annotating = _Annotating(module, notes)
    changed = run(module, annotating)
    for source, name in sorted(annotating.wanted):
        changed = with_import(changed, name, source)
    return changed


@dataclass(frozen=True, slots=True)
class _Said:
    """What a ``@param`` says: its arguments, by name."""

    arguments: Mapping[str, cst.BaseExpression]

    def text(self, name: str) -> str | None:
        value = self.arguments.get(name)
        if not isinstance(value, cst.SimpleString):
            return None
        found = value.evaluated_value
        return found if isinstance(found, str) else None

    def code(self, name: str) -> str | None:
        value = self.arguments.get(name)
        return None if value is None else text_of(value)


class _Annotating(Awaiting):
    def __init__(self, module: cst.Module, notes: Notes) -> None:
        super().__init__(module, notes)
        self.wanted: set[tuple[str, str]] = set()

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        function = super().leave_FunctionDef(original_node, updated_node)
        for decorator in reversed(original_node.decorators):
            said = self._said(decorator)
            parameters = None if said is None else self._with(function.params, said)
            if parameters is not None:
                left = [each for each in function.decorators if not each.deep_equals(decorator)]
                function = function.with_changes(params=parameters, decorators=left)
        return function if function.params is updated_node.params else self._laid_out(function)

    def _laid_out(self, function: cst.FunctionDef) -> cst.FunctionDef:
        """Return a function whose parameters have a line each, if one line cannot hold them."""
        head = f"async def {function.name.value}({text_of(function.params)}):"
        if len(head) <= LINE_CHARACTERS or "\n" in head or _has_marks(function.params):
            return function
        end = cst.ParenthesizedWhitespace(indent=True)
        line = end.with_changes(last_line=cst.SimpleWhitespace(" " * 4))
        between = cst.Comma(whitespace_after=line)
        found = [each.with_changes(comma=between) for each in function.params.params]
        found[-1] = found[-1].with_changes(comma=cst.Comma(whitespace_after=end))
        parameters = function.params.with_changes(params=found)
        return function.with_changes(params=parameters, whitespace_before_params=line)

    def _said(self, decorator: cst.Decorator) -> _Said | None:
        call = decorator.decorator
        if not isinstance(call, cst.Call) or self.name_of(call.func) != "bifrost.param":
            return None
        if any(argument.star for argument in call.args) or _has_comment(decorator):
            return None
        found: dict[str, cst.BaseExpression] = {}
        for at, argument in enumerate(call.args):
            name = argument.keyword.value if argument.keyword else POSITIONS[min(at, 7)]
            found[name] = argument.value
        return _Said(found)

    def _with(self, parameters: cst.Parameters, said: _Said) -> cst.Parameters | None:
        """Return the parameters with what is said of one; None if an annotation cannot say it."""
        name = said.text("name")
        for at, one in enumerate(parameters.params):
            if one.name.value != name:
                continue
            if not _is_agreed(one, said):
                return None
            default = (
                one.default if one.default is not None else said.arguments.get("default_value")
            )
            if default is not None and _is_before_needed(parameters, at):
                return None
            changed = self._changed(one, said, default)
            if changed is None:
                return None
            found = [*parameters.params]
            found[at] = changed
            return parameters.with_changes(params=found)
        return None

    def _changed(
        self, one: cst.Param, said: _Said, default: cst.BaseExpression | None
    ) -> cst.Param | None:
        kind = _kind(one, said)
        fields = None if kind is None else _fields(said, kind)
        if kind is None or fields is None:
            return None
        if default is not None and text_of(default) == "None" and "None" not in kind:
            kind = f"{kind} | None"
        if fields:
            self.wanted |= {("typing", "Annotated"), ("bifrost", "Field")}
            kind = f"Annotated[{kind}, Field({', '.join(fields)})]"
        annotation = cst.Annotation(cst.parse_expression(kind))
        if one.annotation is not None:
            annotation = one.annotation.with_changes(annotation=annotation.annotation)
        changed = one.with_changes(annotation=annotation)
        if default is None:
            return changed
        space = cst.SimpleWhitespace(" ")
        equal = cst.AssignEqual(whitespace_before=space, whitespace_after=space)
        return changed.with_changes(default=default, equal=equal)


def _has_marks(parameters: cst.Parameters) -> bool:
    """Return whether there are other parameters than plain ones."""
    return bool(
        parameters.kwonly_params
        or parameters.posonly_params
        or parameters.star_kwarg
        or isinstance(parameters.star_arg, cst.Param | cst.ParamStar)
    )


def _has_comment(decorator: cst.Decorator) -> bool:
    return "#" in text_of(decorator)


def _is_agreed(one: cst.Param, said: _Said) -> bool:
    """Return whether the signature and ``@param`` say the same of a default."""
    given, required = said.arguments.get("default_value"), said.code("required")
    has_none = one.default is None and given is None
    if required == "True":
        return has_none
    if required == "False" and has_none:
        return False
    is_same = one.default is None or given is None or text_of(one.default) == text_of(given)
    return is_same and required in (None, "False")


def _is_before_needed(parameters: cst.Parameters, at: int) -> bool:
    return any(each.default is None for each in parameters.params[at + 1 :])


def _kind(one: cst.Param, said: _Said) -> str | None:
    """Return the annotation of the type; None if what is there says something else."""
    declared = "string" if "type" not in said.arguments else said.text("type")
    wanted = TYPES.get(declared or "")
    if one.annotation is None:
        return wanted
    found = text_of(one.annotation.annotation)
    if "type" not in said.arguments:
        return None if "Annotated" in found else found
    bare = found.removeprefix("Optional[").removesuffix("]").partition(" | ")[0]
    return found if wanted is not None and bare.partition("[")[0] == wanted else None


def _fields(said: _Said, kind: str) -> list[str] | None:
    """Return the arguments of ``Field``; None if there is one that it does not have."""
    known = {"name", "type", "required", "default_value", "validation", *SAME}
    if {*said.arguments} - known:
        return None
    provider = said.arguments.get("data_provider")
    if provider is not None and not isinstance(provider, cst.SimpleString):
        return None
    rules = _rules(said.arguments.get("validation"), kind)
    if rules is None:
        return None
    return [*(f"{name}={said.code(name)}" for name in SAME if name in said.arguments), *rules]


def _rules(validation: cst.BaseExpression | None, kind: str) -> list[str] | None:
    if validation is None:
        return []
    if not isinstance(validation, cst.Dict):
        return None
    is_number = kind.startswith(("int", "float"))
    names = {**(OF_NUMBERS if is_number else OF_TEXTS), **{name: name for name in RULES}}
    found: list[str] = []
    for element in validation.elements:
        key = element.key if isinstance(element, cst.DictElement) else None
        name = key.evaluated_value if isinstance(key, cst.SimpleString) else None
        if not isinstance(name, str) or name not in names:
            return None
        found.append(f"{names[name]}={text_of(element.value)}")
    return found
