"""Package jobs: one installation of packages each, from its message to its end.

The set in force is replaced last, and only if it is still the one that was in force when the
installation began: a failure before that leaves it as it was.
"""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

from shared.engine.packages import archives, requirements
from shared.engine.packages.folders import PackageFolders
from shared.engine.packages.installer import InstallationFailed, Installer
from shared.engine.packages.progress import FLUSH_SECONDS, Progress, Regularly
from shared.errors import AlreadyExists, Conflict, NotFound, Stale, Unavailable
from shared.models.packages import JobStatus, PackageJob, PackageSet
from shared.repositories.packages import PackageStore, StoredInForce, StoredJob
from shared.services.clock import Clock
from shared.services.workspace.workspace import Workspace

logger = logging.getLogger(__name__)

#: A process holds a job for this long, and renews its hold before that.
ALIVE = timedelta(seconds=60)
RENEW_SECONDS = 20
MOST_ATTEMPTS = 3
#: A job whose message has not come within this time is not begun any more.
WAITS = timedelta(hours=1)
MOST_PACKAGES_CHARACTERS = 30_000


class Installations:
    """Runs the jobs of the queue ``package-installations``."""

    def __init__(
        self,
        store: PackageStore,
        installer: Installer,
        folders: PackageFolders,
        workspace: Workspace,
        clock: Clock,
    ) -> None:
        self._store = store
        self._installer = installer
        self._folders = folders
        self._workspace = workspace
        self._clock = clock

    async def run(self, job_id: UUID) -> None:
        """Run a job; Unavailable if another process holds it, so that the message comes again.

        That process may have died: its hold then ends after 60 s.
        """
        try:
            stored = await self._store.job(job_id)
        except NotFound:
            logger.warning("package job not found", extra={"job": str(job_id)})
            return
        if stored.job.is_over:
            return
        if stored.job.alive_until and stored.job.alive_until > self._clock.now():
            raise Unavailable("another process is running this installation")
        if fault := self._fault(stored.job):
            await self._end(stored, fault)
            return
        await self._work(await self._take(stored))

    async def dead_letter(self, job_id: UUID) -> None:
        """End a job whose message failed too often."""
        with suppress(NotFound):
            stored = await self._store.job(job_id)
            if not stored.job.is_over:
                await self._end(stored, "it could not be started: see the platform's log")

    def _fault(self, job: PackageJob) -> str | None:
        if job.attempts >= MOST_ATTEMPTS:
            return f"the platform's process ended while it installed, {MOST_ATTEMPTS} times"
        return "its message came too late" if is_lost(job, self._clock) else None

    async def _take(self, stored: StoredJob) -> StoredJob:
        """Take hold of a job; Stale if another process was first."""
        facts = {
            "status": JobStatus.RUNNING,
            "attempts": stored.job.attempts + 1,
            "alive_until": self._clock.now() + ALIVE,
        }
        return await self._store.replace_job(stored, stored.job.model_copy(update=facts))

    async def _work(self, stored: StoredJob) -> None:
        held = _Held(self._store, stored, self._clock)
        progress = Progress(self._store, stored.job.id, self._clock)
        await progress.begin()
        fault = None
        async with Regularly(held.renew, RENEW_SECONDS), Regularly(progress.flush, FLUSH_SECONDS):
            try:
                await self._install(stored.job, progress)
            except (InstallationFailed, archives.Unfit, Conflict) as error:
                fault = str(error)
                progress.say("ERROR", fault)
        with suppress(Unavailable):  # the log is for people; the row has the result
            await progress.flush()
            await progress.flush()
        await self._end(held.stored, fault)

    async def _install(self, job: PackageJob, progress: Progress) -> None:
        before = await self._store.in_force()
        package_set = await self._earlier_set(job, before)
        if package_set:
            progress.say("INFO", "these requirements were installed before: that set is reused")
        else:
            package_set = await self._build(job, progress)
        if job.change is not None:
            await requirements.write(self._workspace, job.change, job.base)
        try:
            await self._store.put_in_force(before, package_set)
        except (Stale, AlreadyExists) as error:
            await self._require_in_force(package_set, error)
        self._folders.look_again()
        progress.say("INFO", f"{len(package_set.packages)} packages are in force")

    async def _require_in_force(self, package_set: PackageSet, error: Exception) -> None:
        """InstallationFailed unless the set is in force after all: a response may be lost."""
        stored = await self._store.in_force()
        if stored is None or stored.record.id != package_set.id:
            message = "another installation ended meanwhile: start this one again"
            raise InstallationFailed(message) from error

    async def _earlier_set(
        self, job: PackageJob, before: StoredInForce | None
    ) -> PackageSet | None:
        """A set that was installed from the same requirements; None if there is none."""
        if before is None or job.upgrade:
            return None
        key = requirements.key_of(job.requirements)
        for mark in before.record.history:
            if mark.key == key:
                return await self._store.get(mark.id)
        return None

    async def _build(self, job: PackageJob, progress: Progress) -> PackageSet:
        """Install the requirements, and store the new set."""
        content = await self._installer.build(job.requirements, progress.take)
        packages = await asyncio.to_thread(archives.packages_in, content)
        if (
            sum(len(one.name) + len(one.version) + 30 for one in packages)
            > MOST_PACKAGES_CHARACTERS
        ):
            raise InstallationFailed("too many packages would be installed")
        key = requirements.key_of(job.requirements)
        package_set = PackageSet(
            id=f"{key}-{uuid4().hex[:8]}",
            key=key,
            requirements=job.requirements,
            packages=packages,
            installed_at=self._clock.now(),
        )
        folder = self._folders.at(package_set.id)
        # Unpacked first: a set that cannot be unpacked is never offered.
        await asyncio.to_thread(archives.unpack, content, folder)
        await self._store.add(package_set, content)
        return package_set

    async def _end(self, stored: StoredJob, fault: str | None) -> None:
        facts = {
            "status": JobStatus.FAILED if fault else JobStatus.SUCCESS,
            "error": fault,
            "alive_until": None,
            "ended_at": self._clock.now(),
        }
        await self._store.replace_job(stored, stored.job.model_copy(update=facts))
        logger.info("installation ended", extra={"job": str(stored.job.id), "fault": fault})


class _Held:
    """A job that this process holds as long as it renews the hold."""

    def __init__(self, store: PackageStore, stored: StoredJob, clock: Clock) -> None:
        self.stored = stored
        self._store = store
        self._clock = clock

    async def renew(self) -> None:
        alive = {"alive_until": self._clock.now() + ALIVE}
        job = self.stored.job.model_copy(update=alive)
        self.stored = await self._store.replace_job(self.stored, job)


def is_lost(job: PackageJob, clock: Clock) -> bool:
    """Whether no process holds the job and none will begin it any more."""
    if job.is_over:
        return False
    return clock.now() - (job.alive_until or job.requested_at) > WAITS
