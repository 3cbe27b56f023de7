"""/api/packages: packages that workflows may import besides the standard library."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models.packages import (
    PackageInstall,
    PackageJobView,
    PackageList,
    PackageQueued,
    PackageUninstall,
    PackageUpdates,
)

routes = Routes()


@routes.endpoint("GET", "packages", allow=Access.ADMIN, about=About.PLATFORM)
async def list_packages(call: Call) -> PackageList:
    """List the packages that workflows may import, and the last installation's outcome."""
    return await handlers.packages.listed(call)


@routes.endpoint(
    "POST",
    "packages/install",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="packages.install",
    status=202,
    problems=[Conflict],
)
async def install_packages(call: Call, body: PackageInstall) -> PackageQueued:
    """Install a package, or requirements.txt; runs can import it once the job has succeeded."""
    return await handlers.packages.install(call, body)


@routes.endpoint("GET", "packages/updates", allow=Access.ADMIN, about=About.PLATFORM)
async def list_package_updates(call: Call) -> PackageUpdates:
    """Ask the package index for the newest version of each package in requirements.txt."""
    return await handlers.packages.newer(call)


@routes.endpoint(
    "POST",
    "packages/uninstall",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="packages.uninstall",
    status=202,
    problems=[Conflict, NotFound],
)
async def uninstall_package(call: Call, body: PackageUninstall) -> PackageQueued:
    """Take a package out of requirements.txt, and install what is left."""
    return await handlers.packages.uninstall(call, body.package)


@routes.endpoint(
    "GET", "packages/jobs/{job_id}", allow=Access.ADMIN, about=About.PLATFORM, problems=[NotFound]
)
async def get_package_job(
    call: Call, job_id: UUID, after: Annotated[int, Field(ge=0)] = 0
) -> PackageJobView:
    """Get an installation's progress, with its log lines from number ``after`` on."""
    return await handlers.packages.job(call, job_id, after)
