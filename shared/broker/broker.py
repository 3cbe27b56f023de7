"""Answers what one run asks, with that run's organization and rights and no others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from pydantic import JsonValue, ValidationError

from shared.broker import executions, oauth
from shared.broker.ask import Ask
from shared.call import Call
from shared.errors import Detail, InvalidInput, NotFound, NotPermitted


class Right(Enum):
    """Who may make an SDK call."""

    ANY_RUN = "any run, within its own organization"
    ADMIN_RUN = "a run that an administrator started"


#: Every SDK call, who may make it, and what it is.
ACCESS: Mapping[str, tuple[Right, type[Ask]]] = {
    "executions.get": (Right.ANY_RUN, executions.Get),
    "executions.list": (Right.ANY_RUN, executions.List),
    "oauth.delete_token": (Right.ADMIN_RUN, oauth.DeleteToken),
    "oauth.get": (Right.ANY_RUN, oauth.Get),
    "oauth.list_providers": (Right.ANY_RUN, oauth.ListProviders),
    "oauth.refresh_token": (Right.ADMIN_RUN, oauth.RefreshToken),
    "oauth.set_token": (Right.ADMIN_RUN, oauth.SetToken),
}


@dataclass(frozen=True, slots=True)
class Broker:
    """``shared.engine.Answers`` for one run."""

    call: Call
    secrets: set[str] = field(default_factory=set[str])

    async def answer(self, call: str, arguments: Mapping[str, JsonValue]) -> object:
        """InvalidInput for arguments that do not fit, NotFound for a call that is none."""
        if call not in ACCESS:
            raise NotFound("SDK call", call)
        right, kind = ACCESS[call]
        if right is Right.ADMIN_RUN and not self.call.caller.actor.is_admin:
            raise NotPermitted(f"{call} needs a run that an administrator started")
        try:
            ask = kind.model_validate(arguments)
        except ValidationError as error:
            faults = [Detail(fault["loc"], fault["msg"]) for fault in error.errors()]
            listed = "; ".join(f"{fault.location[0]}: {fault.message}" for fault in faults)
            raise InvalidInput(f"{call}: {listed}", faults) from error
        answer = await ask.answer(self.call)
        self.secrets.update(ask.secrets_in(answer))
        return answer
