"""Request handlers of packages: which are installed, installations, and newer versions."""

import asyncio
from uuid import UUID

from uuid6 import uuid7

from shared.call import Call
from shared.engine.packages import requirements, updates
from shared.engine.packages.jobs import is_lost
from shared.errors import BifrostError, Conflict, InvalidInput, Refused, Unavailable
from shared.models.packages import (
    JobStatus,
    Package,
    PackageInstall,
    PackageJob,
    PackageJobView,
    PackageLine,
    PackageList,
    PackageMessage,
    PackageQueued,
    PackageUpdate,
    PackageUpdates,
)
from shared.repositories.packages import PackageStore

ASKED_AT_ONCE = 5
LOST = "the installation gave no sign for an hour: request it again"


async def listed(call: Call) -> PackageList:
    """Return the packages that runs can import now, and how the last installation ended."""
    store = _store(call)
    stored, jobs = await store.in_force(), await store.jobs(1)
    found = await store.get(stored.record.id) if stored else None
    wanted = await _wanted(call)
    return PackageList(
        packages=found.packages if found else (),
        required=requirements.names_in(found.requirements) if found else (),
        installed_at=found.installed_at if found else None,
        changed=wanted != (found.requirements if found else ""),
        last_install=_view(call, jobs[0].job) if jobs else None,
    )


async def newer(call: Call) -> PackageUpdates:
    """Ask the package index for the newest version of each package that is required."""
    store = _store(call)
    stored = await store.in_force()
    found = await store.get(stored.record.id) if stored else None
    required = frozenset(requirements.names_in(found.requirements)) if found else frozenset[str]()
    slots = asyncio.Semaphore(ASKED_AT_ONCE)
    asked = (
        _newest(call, package, slots)
        for package in (found.packages if found else ())
        if requirements.canonicalize_name(package.name) in required
    )
    return PackageUpdates(packages=tuple(await asyncio.gather(*asked)))


async def _newest(call: Call, package: Package, slots: asyncio.Semaphore) -> PackageUpdate:
    index = call.platform.settings.package_index.get_secret_value()
    name = requirements.canonicalize_name(package.name)
    version = problem = None
    async with slots:
        try:
            version = await updates.newest(call.platform.services.egress, index, name)
        except (Refused, Unavailable) as error:
            problem = str(error)
    return PackageUpdate(
        name=package.name, installed=package.version, newest=version, problem=problem
    )


async def install(call: Call, wanted: PackageInstall) -> PackageQueued:
    """Queue an installation; Conflict while another one is under way."""
    return await _queued(call, await _job(call, wanted), wanted)


async def uninstall(call: Call, package: str) -> PackageQueued:
    """Queue an installation without this package; NotFound if requirements.txt does not name it."""
    file = await requirements.read(call.platform.services.workspace)
    # A job keeps an empty text as none, which would leave the file alone.
    text = requirements.without_package(file.text, package) or "\n"
    job = PackageJob(
        id=uuid7(),
        package=package,
        version=None,
        requirements=requirements.normalised(text),
        change=text,
        base=file.etag,
        requested_by=call.caller.actor.id,
        requested_at=call.platform.services.clock.now(),
    )
    return await _queued(call, job, PackageInstall(package=package, version=None))


async def _queued(call: Call, job: PackageJob, wanted: PackageInstall) -> PackageQueued:
    await _require_none_under_way(call)
    await _store(call).add_job(job)
    message = PackageMessage(job_id=job.id).model_dump_json(by_alias=False)
    try:
        await call.platform.services.package_queue.send(message)
    except BifrostError:
        await _give_up(call, job)
        raise
    call.changed("packages", job.id, None, wanted)
    return PackageQueued(job_id=job.id, status=job.status)


async def job(call: Call, job_id: UUID, after: int) -> PackageJobView:
    """Return the state of an installation, and the lines of its log after this number."""
    stored = await _store(call).job(job_id)
    _, lines = await _store(call).lines(job_id)
    return _view(call, stored.job, tuple(lines[after:]), max(after, len(lines)))


async def _job(call: Call, wanted: PackageInstall) -> PackageJob:
    file = await requirements.read(call.platform.services.workspace)
    text, change = file.text, None
    if wanted.package:
        text = change = requirements.with_package(text, wanted.package, wanted.version)
    elif wanted.version:
        raise InvalidInput("a version needs a package: name it")
    elif not file.etag:
        raise InvalidInput(f"name a package: the workspace has no {requirements.FILE}")
    return PackageJob(
        id=uuid7(),
        package=wanted.package,
        version=wanted.version,
        upgrade=wanted.upgrade,
        requirements=requirements.normalised(text),
        change=change,
        base=file.etag,
        requested_by=call.caller.actor.id,
        requested_at=call.platform.services.clock.now(),
    )


async def _require_none_under_way(call: Call) -> None:
    """Conflict while an installation is under way: of two at once, one would be in vain."""
    clock = call.platform.services.clock
    for stored in await _store(call).jobs(1):
        if not stored.job.is_over and not is_lost(stored.job, clock):
            raise Conflict(f"installation {stored.job.id} is under way: wait for its end")


async def _give_up(call: Call, job: PackageJob) -> None:
    """Mark a job that could not be queued as failed, for no process will take it."""
    stored = await _store(call).job(job.id)
    error = "the installation could not be queued: request it again"
    ended = {"status": JobStatus.FAILED, "error": error, "ended_at": job.requested_at}
    await _store(call).replace_job(stored, job.model_copy(update=ended))


async def _wanted(call: Call) -> str | None:
    """Return the requirements in the workspace; None if they are invalid."""
    try:
        file = await requirements.read(call.platform.services.workspace)
        return requirements.normalised(file.text)
    except InvalidInput:
        return None


def _view(
    call: Call, job: PackageJob, lines: tuple[PackageLine, ...] = (), following: int = 0
) -> PackageJobView:
    lost = is_lost(job, call.platform.services.clock)
    return PackageJobView(
        job_id=job.id,
        status=JobStatus.FAILED if lost else job.status,
        package=job.package,
        version=job.version,
        error=LOST if lost else job.error,
        requested_by=job.requested_by,
        requested_at=job.requested_at,
        ended_at=job.ended_at,
        lines=lines,
        next=following,
    )


def _store(call: Call) -> PackageStore:
    return call.platform.directory.packages
