"""Jobs that install packages: one at a time, lost ones found."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from functions.composition import Runtime
from shared.errors import Unavailable
from shared.models.packages import JobStatus
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.composition import in_use
from tests.contract.deliveries import hand
from tests.contract.engine.packages.packages_helpers import (
    Functions,
    Headers,
    Install,
    words_of,
)
from tests.support.wheels import Index


async def test_only_one_installation_is_under_way(install: Install) -> None:
    first = await install.ask(package="greeting")

    second = await install.ask(package="greeting")

    assert (second.status, second.json["error"]) == (409, "Conflict")
    assert first.json["job_id"] in second.json["message"]


async def test_a_message_that_comes_twice_installs_once(
    install: Install, functions: Functions, running: Runtime
) -> None:
    asked = await install.ask(package="greeting")
    queue = running.platform.services.package_queue
    assert isinstance(queue, MemoryQueue)
    text = queue.sent[0][0]
    await install.deliver()
    first = await running.platform.directory.packages.in_force()

    await hand(functions, text, "run_installation")

    assert await running.platform.directory.packages.in_force() == first
    assert (await install.job(asked.json["job_id"]))["status"] == "success"


async def test_an_installation_of_a_process_that_died_is_taken_up_again(
    memory_settings: Settings, services: Services, functions: Functions, root: Headers
) -> None:
    clock = StoppedClock(datetime.now(UTC))
    async with in_use(memory_settings, replace(services, clock=clock)) as made:
        install = Install(Http(functions), functions, made, root)
        asked = await install.ask(package="greeting")
        text = await died(made)
        with pytest.raises(Unavailable, match="another process"):
            await hand(functions, text, "run_installation")
        clock.at += timedelta(minutes=2)
        await hand(functions, text, "run_installation")

        job = await install.job(asked.json["job_id"])

    assert job["status"] == "success"


async def test_an_installation_that_ends_the_process_is_not_tried_for_ever(
    memory_settings: Settings, services: Services, functions: Functions, root: Headers
) -> None:
    clock = StoppedClock(datetime.now(UTC))
    async with in_use(memory_settings, replace(services, clock=clock)) as made:
        install = Install(Http(functions), functions, made, root)
        asked = await install.ask(package="greeting")
        text = await died(made, attempts=3)
        clock.at += timedelta(minutes=2)
        await hand(functions, text, "run_installation")

        job = await install.job(asked.json["job_id"])

    assert (job["status"], "3 times" in job["error"]) == ("failed", True)


async def died(running: Runtime, attempts: int = 1) -> str:
    """As a process leaves a job that is killed at it; the message that comes again."""
    queue, store = running.platform.services.package_queue, running.platform.directory.packages
    assert isinstance(queue, MemoryQueue)
    (stored,) = await store.jobs(1)
    until = running.platform.services.clock.now() + timedelta(seconds=60)
    left = {"status": JobStatus.RUNNING, "attempts": attempts, "alive_until": until}
    await store.replace_job(stored, stored.job.model_copy(update=left))
    return queue.sent[0][0]


async def test_what_somebody_else_put_in_force_meanwhile_stays(
    install: Install, running: Runtime, packages: Index
) -> None:
    await install(package="greeting", version="1.0")
    store = running.platform.directory.packages
    before = await store.in_force()
    assert before
    ours = await store.get(before.record.id)
    asked = await install.ask(package="greeting", version="2.0")
    waiting = packages.hold()
    installing = asyncio.create_task(install.deliver())
    await waiting.asked.wait()
    await store.put_in_force(before, ours.model_copy(update={"id": "another"}))
    waiting.go_on.set()
    await installing

    job = await install.job(asked.json["job_id"])
    after = await store.in_force()

    assert (job["status"], "meanwhile" in job["error"]) == ("failed", True)
    assert after
    assert after.record.id == "another"


async def test_a_poisoned_message_ends_its_job(install: Install, functions: Functions) -> None:
    asked = await install.ask(package="greeting")

    await install.deliver("dead_letter_installation")
    await hand(functions, "nonsense", "dead_letter_installation")

    job = await install.job(asked.json["job_id"])
    assert (job["status"], "could not be started" in job["error"]) == ("failed", True)


async def test_the_log_can_be_followed(install: Install) -> None:
    job = await install(package="greeting")

    rest = await install.job(job["jobId"], after=job["next"] - 1)
    nothing = await install.job(job["jobId"], after=job["next"])

    assert rest["lines"] == job["lines"][-1:]
    assert (nothing["lines"], nothing["next"]) == ([], job["next"])


async def test_there_is_no_job_of_a_made_up_id(http: Http, root: Headers, install: Install) -> None:
    assert install
    place = {"job_id": str(uuid4())}

    answer = await http("get_package_job", place, headers=root)

    assert (answer.status, answer.json["error"]) == (404, "NotFound")


async def test_a_job_that_nobody_hears_of_is_over(
    memory_settings: Settings, services: Services, functions: Functions, root: Headers
) -> None:
    clock = StoppedClock(datetime.now(UTC))
    async with in_use(memory_settings, replace(services, clock=clock)) as made:
        install = Install(Http(functions), functions, made, root)
        asked = await install.ask(package="greeting")
        clock.at += timedelta(hours=2)

        job = await install.job(asked.json["job_id"])
        again = await install.ask(package="greeting")

    assert (job["status"], again.status) == ("failed", 202)


async def test_a_time_limit_ends_an_installation(
    memory_settings: Settings, services: Services, functions: Functions, root: Headers
) -> None:
    hasty = memory_settings.model_copy(update={"package_seconds": 0.05})
    async with in_use(hasty, services) as made:
        job = await Install(Http(functions), functions, made, root)(package="greeting")

    assert (job["status"], "longer than" in job["error"]) == ("failed", True)


async def test_a_password_of_the_index_is_not_in_the_log(
    memory_settings: Settings, services: Services, functions: Functions, root: Headers,
    packages: Index,
) -> None:  # fmt: skip
    url = packages.url.replace("://", "://reader:opensesame@")
    secret = Settings.model_validate({"BIFROST_PACKAGE_INDEX": url}).package_index
    chosen = memory_settings.model_copy(update={"package_index": secret})
    async with in_use(chosen, services) as made:
        install = Install(Http(functions), functions, made, root)
        fine, failed = await install(package="greeting"), await install(package="nowhere")

    assert fine["status"] == "success"
    assert "opensesame" not in words_of(fine) + words_of(failed) + str(failed)


async def test_a_functions_key_is_no_administrator_of_packages(http: Http) -> None:
    answer = await http("install_packages", body={"package": "greeting"}, headers=KEY_HEADERS)

    assert answer.status == 401
