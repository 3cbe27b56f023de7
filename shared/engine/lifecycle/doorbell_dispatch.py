"""Doorbell dispatch: an invocation of its own claims a queued run at once, on Azure Functions.

An instance may vanish after its answer, so the accepting invocation must not run the execution
itself. It sends a message that stays hidden for a while, and a request to the app's own route. The
invocation of that request claims the execution and lasts until it has ended.
"""

from dataclasses import dataclass

from shared.engine.ports import Ports
from shared.engine.queue.messages import Messages
from shared.models.executions import Execution, Status
from shared.services.outbound.doorbell import Doorbell, RingSignatures

#: The message stays hidden for so long, since the ring usually has the run claimed before.
HIDDEN_SECONDS = 15
#: ``functionTimeout`` of host.json, which ends the invocation that a ring began.
FUNCTION_TIMEOUT_SECONDS = 2100
#: That invocation may begin one more run of the backlog within its first minute.
MARGIN_SECONDS = 120


@dataclass(frozen=True, slots=True)
class DoorbellDispatch:
    """Rings the doorbell for executions that fit into one invocation; the message is the net."""

    ports: Ports
    messages: Messages
    doorbell: Doorbell
    signatures: RingSignatures

    async def announce(self, execution: Execution, etag: str) -> None:
        """Send the hidden message, then ring; without a ring, send a message as with a queue."""
        if execution.status is not Status.PENDING or not fits_an_invocation(execution):
            await self.messages.announce(execution, etag)
            return
        await self.messages.announce(execution, etag, hidden_seconds=HIDDEN_SECONDS)
        ring = self.signatures.signed(execution.org_id, execution.id, self.ports.now())
        await self.doorbell.ring(ring.model_dump_json().encode())

    async def close(self) -> None:
        return


def fits_an_invocation(execution: Execution) -> bool:
    """Whether the execution's limit leaves the invocation time to record how it ended."""
    return execution.timeout_seconds <= FUNCTION_TIMEOUT_SECONDS - MARGIN_SECONDS
