"""Secret parameters of tools: a person fills them in, and their values go sealed to the tool alone.

A model is shown neither the parameters nor the values. The record of the question has the values
encrypted, bound to this question, until the call has its result.
"""

from collections.abc import Mapping

from pydantic import JsonValue, SecretStr

from shared.call import Call
from shared.engine.inputs.validation import fitted
from shared.errors import Conflict, InvalidInput, Stale
from shared.models.agents.questions import Question, SecretField
from shared.models.callers import CallerKind
from shared.models.parameters import parameters_of, properties_of, secret_names
from shared.models.secret_inputs import SecretInputs
from shared.models.workflows import Schema, Workflow
from shared.operations import run_requests
from shared.operations.agents import asking_people
from shared.operations.agents.commands import RunTool
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.tools import shown_parameters
from shared.repositories.agents.questions import Questions

LEFT_TO_PEOPLE = "{names}: secret parameters are for people: leave them out, a person is asked"


def secret_fields(parameters: Schema) -> tuple[SecretField, ...]:
    """Return what a person is asked for at each call of a tool."""
    return tuple(
        SecretField(
            name=one.name,
            label=one.label or one.name,
            help_text=one.help_text or one.description,
            is_required=one.required,
        )
        for one in parameters_of(parameters)
        if one.secret
    )


def are_missing(command: RunTool) -> bool:
    """Whether a person has to be asked before the call can begin."""
    is_begun = command.secrets_id is not None or command.execution_id is not None
    return bool(command.tool.secrets) and not is_begun


async def ask(journal: RunJournal, command: RunTool) -> None:
    """Ask the person for whom the agent runs, once the rest of the call can run as it is.

    InvalidInput if it cannot; NotFound if the caller may not run the tool; Conflict if they are no
    person.
    """
    call = journal.call
    if journal.execution.caller.kind is not CallerKind.USER:
        raise Conflict("its secret parameters are for a person, and no person runs this agent")
    workflow = await run_requests.startable(call, command.tool.workflow)
    require_none(workflow, command.arguments)
    begun = journal.state.begun
    if begun is not None:
        fitted(_without_secrets(workflow), command.arguments)
        await asking_people.ask_for_secrets(journal, command, begun.agent)


def require_none(workflow: Workflow, arguments: Mapping[str, JsonValue]) -> None:
    """Raise InvalidInput for arguments of a model, or of an approver, that are for secrets."""
    given = [name for name in secret_names(workflow.parameters) if name in arguments]
    if given:
        raise InvalidInput(LEFT_TO_PEOPLE.format(names=", ".join(given)))


async def sealed_answer(
    call: Call, question: Question, values: Mapping[str, SecretStr]
) -> str | None:
    """Return the values of an answer, encrypted; InvalidInput for what the tool does not take."""
    wanted = {one.name for one in question.secrets}
    if not question.secrets or question.tool is None:
        raise InvalidInput("this question asks for words, not for secret values")
    if unknown := sorted({*values} - wanted):
        raise InvalidInput(f"this question does not ask for {', '.join(unknown)}")
    workflow = await run_requests.startable(call, question.tool)
    given: dict[str, JsonValue] = {name: value.get_secret_value() for name, value in values.items()}
    fitted(_secrets_alone(workflow), given)
    text = SecretInputs(values=given).model_dump_json()
    return await call.platform.engine.seals.seal(text, question.org_id, question.id)


async def given(journal: RunJournal, command: RunTool) -> dict[str, JsonValue]:
    """Return the values for a call; Conflict if they are gone."""
    if command.secrets_id is None:
        return {}
    stored = await _questions(journal).get(command.secrets_id)
    if stored.sealed is None:
        raise Conflict("the secret values are gone: ask for them again")
    seals, org_id = journal.call.platform.engine.seals, journal.execution.org_id
    text = await seals.unseal(stored.sealed, org_id, command.secrets_id)
    return SecretInputs.model_validate_json(text).values


async def forget(journal: RunJournal, command: RunTool) -> None:
    """Remove the values: the call has its result."""
    if command.secrets_id is None:
        return
    stored = await _questions(journal).get(command.secrets_id)
    try:
        await _questions(journal).replace(stored, stored.question)
    except Stale:
        return  # another process that goes on with this run has removed them


def _questions(journal: RunJournal) -> Questions:
    return journal.call.platform.directory.questions_of(journal.execution.org_id)


def _without_secrets(workflow: Workflow) -> Workflow:
    return workflow.model_copy(update={"parameters": shown_parameters(workflow.parameters)})


def _secrets_alone(workflow: Workflow) -> Workflow:
    """Return the workflow as if it had its secret parameters alone."""
    names, parameters = secret_names(workflow.parameters), workflow.parameters
    required = parameters.get("required")
    kept: Schema = {
        **parameters,
        "properties": {name: {**properties_of(parameters)[name]} for name in names},
        "required": [one for one in required if one in names] if isinstance(required, list) else [],
    }
    return workflow.model_copy(update={"parameters": kept})
