"""A provider that hangs is given up, wherever it stops; no call waits for ever."""

from collections.abc import AsyncGenerator
from contextlib import suppress

import pytest
import pytest_asyncio

from shared.models.ai.endpoints import ProviderName
from shared.models.ai.messages import ModelRequest, user
from shared.services.ai.child import ChildProvider
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.patience import Patience
from shared.services.ai.provider import gather
from tests.contract.ai.model_site import Reply, model_site

pytestmark = pytest.mark.asyncio(loop_scope="module")
ASKED = ModelRequest(messages=(user("Hello"),))
NEVER = 60
PATIENCE = Patience(first_byte=1, piece=0.5, whole=2)
HANGS = {
    "no first byte": Reply(text=["Sunny."], late=NEVER),
    "no end": Reply(text=["Sunny."], stall=NEVER),
    "a trickle": Reply(text=["x"] * 100, pause=0.2),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def impatient() -> AsyncGenerator[ChildProvider]:
    found = ChildProvider({"127.0.0.1"}, patience=PATIENCE)
    async with model_site(Reply(text=["a"])) as made:  # importing the SDKs takes longer
        for name in (ProviderName.OPENAI, ProviderName.ANTHROPIC):
            with suppress(ModelFault):
                await gather(found.stream(made.endpoint(name), ASKED))
    yield found
    await found.close()


@pytest.mark.parametrize("case", HANGS)
@pytest.mark.parametrize("name", [ProviderName.OPENAI, ProviderName.ANTHROPIC])
async def test_a_provider_that_hangs_is_given_up(
    impatient: ChildProvider, name: ProviderName, case: str
) -> None:
    async with model_site(HANGS[case]) as made:
        with pytest.raises(ModelFault) as failed:
            await gather(impatient.stream(made.endpoint(name), ASKED))

    assert failed.value.kind in (FaultKind.TIMEOUT, FaultKind.UNFINISHED)
