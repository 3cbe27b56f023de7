import type {
  ProviderCreate,
  ProviderKind,
  ProviderUpdate,
  SignInProviderView,
} from "../api/schema";
import * as texts from "../texts/texts";
import type { Compared } from "../ui/fields";

/** What a person types about a sign-in provider. */
export interface ProviderDraft {
  id: string;
  name: string;
  kind: ProviderKind;
  issuer: string;
  clientId: string;
  clientSecret: string;
  tenants: readonly string[];
  teamId: string;
  keyId: string;
  domains: readonly string[];
  isEnabled: boolean;
  admitsMembers: boolean;
  groupClaim: string;
  groupRoles: readonly GroupRuleDraft[];
}

/** A rule that gives a role to a group; `key` tells rules of one page apart. */
export interface GroupRuleDraft {
  key: string;
  group: string;
  orgId: string;
  roleId: string;
}

/** A new provider, which has an id at once: its redirect URI ends with it. */
export function newDraft(): ProviderDraft {
  return {
    id: crypto.randomUUID(),
    name: "",
    kind: "entra",
    issuer: "",
    clientId: "",
    clientSecret: "",
    tenants: [],
    teamId: "",
    keyId: "",
    domains: [],
    isEnabled: true,
    admitsMembers: false,
    groupClaim: "groups",
    groupRoles: [],
  };
}

export function draftOf(provider: SignInProviderView): ProviderDraft {
  const { id, name, kind, issuer, clientId, tenants, domains, isEnabled, admitsMembers } = provider;
  return {
    ...{ id, name, kind, issuer, clientId, tenants, domains, isEnabled, admitsMembers },
    clientSecret: "",
    teamId: provider.teamId ?? "",
    keyId: provider.keyId ?? "",
    groupClaim: provider.groupClaim,
    groupRoles: provider.groupRoles.map((rule) => ({ ...rule, key: crypto.randomUUID() })),
  };
}

/** What can change: the fields of the draft's kind, and a secret that was typed. */
export function changeOf(draft: ProviderDraft): ProviderUpdate {
  const { name, kind, clientId, clientSecret, tenants, domains, isEnabled, admitsMembers } = draft;
  return {
    ...{ name, clientId, isEnabled, admitsMembers, groupClaim: draft.groupClaim },
    groupRoles: draft.groupRoles.map(({ group, orgId, roleId }) => ({ group, orgId, roleId })),
    ...(clientSecret === "" ? {} : { clientSecret }),
    ...(kind === "entra" ? { tenants: [...tenants] } : { domains: [...domains] }),
    ...(kind === "apple" ? { teamId: draft.teamId, keyId: draft.keyId } : {}),
  };
}

export function bodyOfNew(draft: ProviderDraft): ProviderCreate {
  const { name = "", clientId = "", ...others } = withoutNulls(changeOf(draft));
  const { id, kind, issuer } = draft;
  return { ...others, name, clientId, id, kind, ...(issuer === "" ? {} : { issuer }) };
}

/** What of a provider is shown side by side when two people changed it. */
export function compareProvider(draft: ProviderDraft): Compared[] {
  const words = texts.singleSignOn;
  const yes = (is: boolean) => (is ? words.on : words.off);
  return [
    { label: words.name, text: draft.name },
    { label: words.clientId, text: draft.clientId },
    { label: words.clientSecret, text: draft.clientSecret === "" ? "" : words.secretTyped },
    { label: words.tenants, text: draft.tenants.join(", ") },
    { label: words.teamId, text: draft.teamId },
    { label: words.keyId, text: draft.keyId },
    { label: words.domains, text: draft.domains.join(", ") },
    { label: words.isEnabled, text: yes(draft.isEnabled) },
    { label: words.admits, text: yes(draft.admitsMembers) },
    { label: words.groupClaim, text: draft.groupClaim },
    {
      label: words.groupRoles,
      text: draft.groupRoles
        .map(({ group, orgId, roleId }) => `${group}: ${orgId} ${roleId}`)
        .join("\n"),
    },
  ];
}

function withoutNulls(change: ProviderUpdate) {
  return change as { [Name in keyof ProviderUpdate]: NonNullable<ProviderUpdate[Name]> };
}

/** The address that the provider sends browsers back to. */
export function redirectUriOf({ id, kind }: { id: string; kind: ProviderKind }): string {
  const path = kind === "apple" ? "/api/auth/sso/return" : "/sign-in/callback";
  return `${window.location.origin}${path}/${id}`;
}
