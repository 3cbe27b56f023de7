"""Arguments of ``@workflow`` that are called otherwise here, or that mean nothing."""

import libcst as cst

from shared.services.codemods.awaiting import Awaiting, run
from shared.services.codemods.notes import Notes

RENAMED = {"max_duration_seconds": "timeout_seconds"}
DROPPED = {
    "expose_in_forms": "any workflow can have a form here",
    "requires_approval": "a run is not approved by another person here",
    "required_permission": 'say who may start it: `@workflow(roles=["..."])`',
}
UNDECLARED = (
    "declares no execution_mode: the predecessor ran it through the queue for up to 1800 s, here it"
    ' has 40 s; declare execution_mode="async" if it takes longer than 20 s'
)


def declared(module: cst.Module, notes: Notes) -> cst.Module:
    """Return the module with the arguments of ``@workflow`` that there are here."""
    if not any(name in module.code for name in (*RENAMED, *DROPPED)):
        return module
    return run(module, _Declaring(module, notes))


def advised(module: cst.Module, notes: Notes) -> None:
    """Note the workflows of a file whose time limit is another one here."""
    run(module, _Advising(module, notes))


class _Declaring(Awaiting):
    def leave_Decorator(
        self, original_node: cst.Decorator, updated_node: cst.Decorator
    ) -> cst.Decorator:
        call = updated_node.decorator
        original = original_node.decorator
        if not isinstance(call, cst.Call) or not isinstance(original, cst.Call):
            return updated_node
        if self.name_of(original.func) != "bifrost.workflow":
            return updated_node
        arguments = [self._argument(each, self.line_of(original)) for each in call.args]
        kept = [each for each in arguments if each is not None]
        if len(kept) < len(arguments) and kept:
            kept[-1] = kept[-1].with_changes(comma=call.args[-1].comma)
        if kept == [*call.args]:
            return updated_node
        return updated_node.with_changes(decorator=call.with_changes(args=kept))

    def _argument(self, argument: cst.Arg, line: int) -> cst.Arg | None:
        name = argument.keyword.value if argument.keyword else ""
        if name in DROPPED:
            self.notes.add(line, f"{name} is dropped: {DROPPED[name]}")
            return None
        if name in RENAMED:
            return argument.with_changes(keyword=cst.Name(RENAMED[name]))
        return argument


class _Advising(Awaiting):
    def visit_Decorator(self, node: cst.Decorator) -> None:
        call = node.decorator
        if not isinstance(call, cst.Call) or self.name_of(call.func) != "bifrost.workflow":
            return
        names = {each.keyword.value for each in call.args if each.keyword}
        if not names & {"execution_mode", "endpoint_enabled"}:
            self.notes.add(self.line_of(call), f"the workflow {UNDECLARED}")
