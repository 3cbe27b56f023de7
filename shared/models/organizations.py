"""Organizations, each of which is one customer."""

from datetime import datetime
from typing import Annotated

import idna
from pydantic import AfterValidator, Field, StringConstraints

from shared.models.base import Model, OrganizationId, OrLeftOut

OrganizationName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
]


def _normalised(domain: str) -> str:
    """Normalise a domain to DNS's lower case: ``Bücher.de`` is ``xn--bcher-kva.de``."""
    try:
        found = idna.encode(domain, uts46=True, std3_rules=True).decode().lower()
    except idna.IDNAError as error:
        raise ValueError("this is not a domain name") from error
    if "." not in found.strip("."):
        raise ValueError("a domain name has a dot")
    return found.rstrip(".")


def _unique(domains: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(domains))


Domain = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=253), AfterValidator(_normalised)
]
Domains = Annotated[tuple[Domain, ...], Field(max_length=20), AfterValidator(_unique)]


class Organization(Model):
    id: OrganizationId
    name: str
    domain: str | None = Field(default=None, description="The first of `domains`.")
    domains: tuple[str, ...] = ()
    is_active: bool = True
    created_by: str
    created_at: datetime
    updated_by: str | None = None
    updated_at: datetime | None = None
    purge_began_at: datetime | None = Field(
        default=None, description="The begin of its removal, which cannot be undone."
    )


class OrganizationCreate(Model):
    """A new organization; ``domain`` is the first of ``domains``, each in one organization only."""

    name: OrganizationName
    domain: Domain | None = None
    domains: Annotated[Domains, OrLeftOut] = ()

    @property
    def all_domains(self) -> tuple[str, ...]:
        return all_domains(self.domain, self.domains)


class OrganizationUpdate(Model):
    """A change: fields left out stay; ``domain`` without ``domains`` replaces the first one."""

    name: OrganizationName | None = None
    domain: Domain | None = None
    domains: Domains | None = None
    is_active: bool | None = None

    def domains_after(self, before: tuple[str, ...]) -> tuple[str, ...]:
        if self.domains is None and self.domain is None:
            return before
        rest = before[1:] if self.domains is None else self.domains
        return all_domains(self.domain, rest)


def all_domains(first: str | None, others: tuple[str, ...]) -> tuple[str, ...]:
    return _unique((first, *others) if first else others)
