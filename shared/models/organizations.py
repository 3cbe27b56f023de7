"""Organizations, each of which is one customer."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from shared.models.base import Model, OrganizationId, OrLeftOut
from shared.models.second_factor.policies import FactorRules
from shared.models.sso.open_providers import OpenProviders
from shared.wording.error_messages import Pattern

OrganizationName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
]


def _normalised(domain: str) -> str:
    """Normalise a domain to DNS's lower case: ``Bücher.de`` is ``xn--bcher-kva.de``."""
    import idna  # noqa: PLC0415  indexing must not pay for it

    try:
        found = idna.encode(domain, uts46=True, std3_rules=True).decode().lower()
    except idna.IDNAError as error:
        raise ValueError("this is not a domain name") from error
    if "." not in found.strip("."):
        raise ValueError("a domain name has a dot")
    return found.rstrip(".")


def tags_in(text: str) -> frozenset[str]:
    """Return the casefolded tags of a filter, which are parted by commas.

    >>> sorted(tags_in("Managed, eu"))
    ['eu', 'managed']
    """
    return frozenset(found for tag in text.split(",") if (found := tag.strip().casefold()))


def _unique(domains: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(domains))


Domain = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=253), AfterValidator(_normalised)
]
Domains = Annotated[tuple[Domain, ...], Field(max_length=20), AfterValidator(_unique)]


def _distinct(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags without repetitions that differ only in case, in alphabetical order."""
    first = {tag.casefold(): tag for tag in reversed(tags)}
    return tuple(sorted(first.values(), key=str.casefold))


#: A word by which platform administrators group organizations: ``managed``, ``EU``.
Tag = Annotated[
    str,
    StringConstraints(strip_whitespace=True),
    Pattern(
        r"^[^\x00-\x1f\x7f,]{1,50}$",
        "give a tag of 1 to 50 characters, without a comma or a line break",
    ),
]
Tags = Annotated[tuple[Tag, ...], Field(max_length=20), AfterValidator(_distinct)]


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
    tags: tuple[str, ...] = Field(
        default=(), description="For platform administrators only: no other caller sees them."
    )
    allowed_sign_ins: tuple[str, ...] = Field(
        default=(),
        description="The ways in which its members sign in: ids of providers, local, frontEnd. "
        "Empty for all.",
    )
    purge_began_at: datetime | None = Field(
        default=None, description="The begin of its removal, which cannot be undone."
    )

    def has_tags(self, wanted: frozenset[str]) -> bool:
        """Whether the organization has all of these tags, which are casefolded."""
        return wanted <= {tag.casefold() for tag in self.tags}

    @property
    def own_view(self) -> "Organization":
        """The organization as its own audit log records it: without the operator's tags."""
        return self.model_copy(update={"tags": ()})


class KnownOrganization(Organization):
    """An organization as stored, with the rules of second factors and the providers of sign-ins.

    These are in columns of their own, and no part of the organization as clients see it.
    """

    factor_rules: FactorRules = Field(default_factory=FactorRules, exclude=True)
    open_providers: OpenProviders = Field(default_factory=OpenProviders, exclude=True)

    @classmethod
    def of(cls, organization: Organization) -> "KnownOrganization":
        """Return the organization itself, if it is known; a new one has the default rules."""
        if isinstance(organization, cls):
            return organization
        return cls(**organization.model_dump(by_alias=False))


class OrganizationCreate(Model):
    """A new organization; ``domain`` is the first of ``domains``, each in one organization only."""

    name: OrganizationName
    domain: Domain | None = None
    domains: Annotated[Domains, OrLeftOut] = ()
    tags: Annotated[Tags, OrLeftOut] = ()

    @property
    def all_domains(self) -> tuple[str, ...]:
        return all_domains(self.domain, self.domains)


class OrganizationUpdate(Model):
    """A change: fields left out stay; ``domain`` without ``domains`` replaces the first one."""

    name: OrganizationName | None = None
    domain: Domain | None = None
    domains: Domains | None = None
    is_active: bool | None = None
    tags: Tags | None = Field(default=None, description="Replaces all tags.")

    @property
    def is_of_tags_only(self) -> bool:
        """Whether nothing else would change."""
        sent = {name for name in self.model_fields_set if getattr(self, name) is not None}
        return sent == {"tags"}

    def domains_after(self, before: tuple[str, ...]) -> tuple[str, ...]:
        if self.domains is None and self.domain is None:
            return before
        rest = before[1:] if self.domains is None else self.domains
        return all_domains(self.domain, rest)


def all_domains(first: str | None, others: tuple[str, ...]) -> tuple[str, ...]:
    return _unique((first, *others) if first else others)
