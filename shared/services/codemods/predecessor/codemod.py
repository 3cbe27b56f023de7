"""The steps that bring a workflow of the predecessor's up to date."""

import libcst as cst

from shared.services.codemods.notes import Notes
from shared.services.codemods.predecessor.calls import called
from shared.services.codemods.predecessor.declarations import advised, declared
from shared.services.codemods.predecessor.imports import imported
from shared.services.codemods.predecessor.parameters import annotated

STEPS = (imported, called, declared, annotated)


def upgraded(module: cst.Module, notes: Notes) -> cst.Module:
    """Return the module as an author would write it here; the notes say what is left to do."""
    changed = module
    for step in STEPS:
        changed = step(changed, notes)
    if changed.code == module.code:
        return module
    advised(changed, notes)
    return changed
