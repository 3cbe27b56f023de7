"""Workflows that the browser tests run."""

import asyncio
import logging
from typing import Annotated

from bifrost import Field, UserError, data_provider, storage, workflow

logger = logging.getLogger(__name__)

#: A name as a customer may have it, and as an attacker would.
HARD_NAME = """O'Neil "& Söhne" 👩‍🚀 <script>alert(1)</script><img src=x onerror=alert(2)>"""


@workflow(access="members", category="Samples")
async def count_to(number: int = 3) -> dict[str, object]:
    """Count from one to a number."""
    return {"counted": list(range(1, number + 1))}


@data_provider(name="sample_regions")
async def sample_regions() -> list[dict[str, object]]:
    """Offer regions, with a city in their metadata."""
    return [
        {"label": "Rhineland", "value": "rhine", "metadata": {"city": "Bonn"}},
        {"label": "Tuscany", "value": "tuscany", "metadata": {"city": "Siena"}},
    ]


@data_provider(name="sample_offices")
async def sample_offices(region: str) -> list[dict[str, object]]:
    """Offer the offices of a region; one region has none, with a reason."""
    if region == "tuscany":
        raise UserError("the directory of Tuscany is closed today")
    return [
        {"label": f"Office {number} of {region}", "value": number, "description": f"Floor {number}"}
        for number in range(1, 31)
    ]


@workflow(access="members", category="Samples")
async def take_order(**order: object) -> dict[str, object]:
    """Return what was ordered."""
    logger.info("an order with %d fields", len(order))
    return {"order": order}


@workflow(access="members", category="Samples", execution_mode="async")
async def talk(lines: int = 20, pause: float = 0.3, fail: bool = False) -> list[dict[str, object]]:
    """Log some lines, one after the other, and return a table."""
    for number in range(1, lines + 1):
        logger.info("line %d of \x1b[32m%d\x1b[0m", number, lines)
        await asyncio.sleep(pause)
    if fail:
        raise UserError("the talk was asked to fail")
    return [{"number": number, "square": number * number} for number in range(1, lines + 1)]


@workflow(access="members", category="Samples")
async def keep_secret(
    token: Annotated[str, Field(secret=True)], who: str = "", at: str = ""
) -> dict[str, object]:
    """Take a secret, and tell how long it is."""
    return {"who": who, "at": at, "length": len(token)}


@workflow(category="Samples", execution_mode="async")
async def return_much(megabytes: int = 1) -> list[str]:
    """Return a large result."""
    return ["x" * 1000] * (megabytes * 1000)


@workflow(access="members", category=HARD_NAME, description=HARD_NAME, execution_mode="async")
async def echo(
    words: Annotated[str, Field(label=HARD_NAME, description=HARD_NAME)] = "", seconds: float = 0
) -> dict[str, object]:
    """Say words in every way that a run can."""
    logger.info(words)
    await asyncio.sleep(seconds)
    return {words: [words, {"words": words}]}


@workflow(access="members", category="Samples")
async def make_page() -> str:
    """Return HTML with everything in it that must not run."""
    return (
        "<html><body><h1>A report</h1><script>parent.document.title='ran'</script>"
        "<img src=x onerror='parent.document.title=1'><img src='https://example.com/x.png'>"
        "<form action='https://example.com'><button>Send</button></form>"
        "<a href='javascript:parent.document.title=1'>Press</a></body></html>"
    )


@workflow(access="members", category="Samples")
async def read_upload(paper: str) -> dict[str, object]:
    """Read the file of a form."""
    content = await storage.download("uploads", paper)
    return {"size": len(content), "end": content[-5:].decode()}
