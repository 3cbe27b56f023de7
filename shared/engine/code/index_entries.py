"""Entries of the index: the functions of one file, and all files combined into one index."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel

from shared.engine.code.signatures import brief, parameters_fault, providers_in
from shared.engine.inputs.validation import compiled
from shared.models.automation.cron import expression_fault, zone_fault
from shared.models.automation.schedule_rules import DeclaredSchedule
from shared.models.worker_messages import Indexed, IndexingError
from shared.models.workflows import (
    Declared,
    Guard,
    Index,
    IndexedFile,
    Loss,
    Provider,
    Workflow,
    WorkspaceProblem,
)

#: Errors that may be gone at the next try.
PASSING = {"TimeoutError", "WorkerDied", "OSError"}

#: Names of routes under /api/workflows/ and /api/data-providers/, and of the script workflow.
RESERVED = {"execute", "executions", "run", "scan", "script", "validate"}

D = TypeVar("D", Workflow, Provider)


def fingerprint(file: str, needs: Iterable[str], hashes: Mapping[str, str]) -> str:
    """A hash of a file and of the files that it imports, including those that are missing."""
    lines = [f"{path}\0{hashes.get(path, '')}\n" for path in (file, *needs)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def still_holds(entry: IndexedFile, hashes: Mapping[str, str]) -> bool:
    """Whether an entry is still right for files with these hashes."""
    is_same = entry.fingerprint == fingerprint(entry.file, entry.needs, hashes)
    return is_same and not entry.may_pass


def entry_of(said: Indexed, hashes: Mapping[str, str]) -> IndexedFile:
    """The entry of a file from its worker's report; unusable functions become problems."""
    problems = [_problem(said.file, said.error)] if said.error else []
    workflows = [_declared(Workflow, one, said.file) for one in said.workflows]
    providers = [_declared(Provider, one, said.file) for one in said.providers]
    return IndexedFile(
        file=said.file,
        fingerprint=fingerprint(said.file, said.needs, hashes),
        needs=said.needs,
        workflows=tuple(_sound(workflows, problems)),
        providers=tuple(_sound(providers, problems)),
        problems=tuple(problems),
        may_pass=said.error is not None and said.error.type in PASSING,
    )


def remembering(entry: IndexedFile, names: Mapping[str, Guard]) -> IndexedFile:
    """The entry with the names that its file had before, if it has a fault now.

    Without a fault, a name that is gone was removed on purpose.
    """
    if not entry.problems:
        return entry
    had = {name: names[name] for name in sorted({*names} - {*entry.names})}
    return entry.model_copy(update={"had": had})


def index_of(version: str, entries: Iterable[IndexedFile], ignored: Mapping[str, str]) -> Index:
    """The index of one version of the workspace; a name that two functions share is in neither."""
    known = sorted(entries, key=lambda entry: entry.file)
    problems = [WorkspaceProblem(file=path, error=ignored[path]) for path in sorted(ignored)]
    problems += [problem for entry in known for problem in entry.problems]
    workflows = [one for entry in known for one in entry.workflows]
    providers = [one for entry in known for one in entry.providers]
    return Index(
        version=version,
        workflows=_by_name(workflows, version, problems),
        providers=_by_name(providers, version, problems),
        problems=(*problems, *_unknown(workflows, {one.name for one in providers})),
        lost=_lost(known, (*workflows, *providers)),
    )


def _lost(
    entries: Iterable[IndexedFile], declared: Iterable[Declared]
) -> dict[str, tuple[Loss, ...]]:
    """The functions that cannot be called, by label: their file broke, or their name is shared."""
    lost: defaultdict[str, list[Loss]] = defaultdict(list)
    for entry in entries:
        for label, guard in entry.had.items():
            lost[label].append(_loss(label, guard, entry.problems[0]))
    named: defaultdict[str, list[Declared]] = defaultdict(list)
    for one in declared:
        named[one.label].append(one)
    for label, same in named.items():
        if len(same) > 1:
            [problem, *_] = _doubles(same)
            found = [_loss(label, one.guard, problem) for one in same]
            lost[label] = [one.model_copy(update={"is_double": True}) for one in found]
    return {label: tuple(losses) for label, losses in lost.items()}


def _loss(label: str, guard: Guard, problem: WorkspaceProblem) -> Loss:
    return Loss(**guard.model_dump(by_alias=False), name=label.rpartition(" ")[2], problem=problem)


def _declared(model: type[D], said: BaseModel, file: str) -> D:
    return model.model_validate({**said.model_dump(), "file": file, "version": ""})


def _problem(file: str, error: IndexingError) -> WorkspaceProblem:
    elsewhere = error.in_file if error.in_file != file else None
    place = ", ".join([*([elsewhere] if elsewhere else []), *_lines(error.line)])
    text = f"{error.type}: {error.message}" + (f" ({place})" if place else "")
    return WorkspaceProblem(file=file, error=text, line=None if elsewhere else error.line)


def _lines(line: int | None) -> list[str]:
    return [] if line is None else [f"line {line}"]


def _sound(found: list[D], problems: list[WorkspaceProblem]) -> Iterable[D]:
    for declared in found:
        fault = _fault(declared)
        if fault:
            problems.append(WorkspaceProblem(file=declared.file, error=fault, line=declared.line))
        else:
            yield declared


def _fault(declared: Workflow | Provider) -> str | None:
    name = declared.name
    try:
        compiled(declared.parameters)
    except ValueError as error:
        return f"the parameters of {name!r} are not a valid JSON Schema: {brief(error)}"
    fault = parameters_fault(declared.parameters)
    if fault:
        return fault
    if name in RESERVED:
        return f"a {declared.kind} cannot be named {name!r}: the name is reserved, choose another"
    if isinstance(declared, Workflow):
        faults = (_schedule_fault(one) for one in declared.schedules)
        return next((fault for fault in faults if fault), None)
    return None


def _schedule_fault(schedule: DeclaredSchedule) -> str | None:
    fault = expression_fault(schedule.cron)
    if fault:
        return f"the schedule {schedule.cron!r} is not a cron expression: {fault}"
    fault = zone_fault(schedule.zone)
    return f"the zone {schedule.zone!r} of a schedule is unknown: {fault}" if fault else None


def _by_name(found: list[D], version: str, problems: list[WorkspaceProblem]) -> dict[str, D]:
    named: defaultdict[str, list[D]] = defaultdict(list)
    for declared in found:
        named[declared.name].append(declared)
    for same in named.values():
        if len(same) > 1:
            problems += _doubles(same)
    return {
        name: same[0].model_copy(update={"version": version})
        for name, same in sorted(named.items())
        if len(same) == 1
    }


def _unknown(workflows: Iterable[Workflow], known: set[str]) -> Iterator[WorkspaceProblem]:
    """Problems of parameters whose data provider is missing; their workflows can still run."""
    for one in workflows:
        for name, wanted in providers_in(one.parameters):
            if wanted not in known:
                text = f"{one.name}: the parameter {name!r} names the data provider {wanted!r}"
                yield WorkspaceProblem(
                    file=one.file, error=f"{text}, which does not exist", line=one.line
                )


def _doubles(same: Sequence[Declared]) -> list[WorkspaceProblem]:
    """The problems of functions that share a name: none of them runs."""
    places = " and ".join(f"{one.file} (line {one.line})" for one in same)
    kind, name = same[0].kind, same[0].name
    text = f"{len(same)} {kind}s are named {name!r}: {places}; rename all but one"
    return [WorkspaceProblem(file=one.file, error=text, line=one.line) for one in same]
