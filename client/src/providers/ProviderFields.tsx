import { Checkbox, NativeSelect, Stack, TagsInput, TextInput } from "@mantine/core";
import type { ProviderKind } from "../api/schema";
import * as texts from "../texts/texts";
import { CopyButton } from "../ui/CopyButton";
import { GroupRules } from "./GroupRules";
import { type ProviderDraft, redirectUriOf } from "./providerDraft";
import { SecretField } from "./SecretField";

interface ProviderFieldsProps {
  draft: ProviderDraft;
  problems: ReadonlyMap<string, string>;
  /** Whether the provider is stored: its kind and issuer are for good then. */
  isStored: boolean;
  onChange: (draft: ProviderDraft) => void;
}

const KINDS: readonly ProviderKind[] = ["entra", "google", "github", "apple", "oidc"];

/** The fields of a sign-in provider, new or known; each kind has its own. */
export function ProviderFields({ draft, problems, isStored, onChange }: ProviderFieldsProps) {
  const set = (facts: Partial<ProviderDraft>) => onChange({ ...draft, ...facts });
  const text = (name: "name" | "issuer" | "clientId" | "teamId" | "keyId", help?: string) => (
    <TextInput
      label={texts.singleSignOn[name]}
      description={help}
      value={draft[name]}
      autoComplete="off"
      error={problems.get(name)}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <Stack gap="sm">
      <NativeSelect
        label={texts.singleSignOn.kind}
        value={draft.kind}
        disabled={isStored}
        data={KINDS.map((value) => ({ value, label: texts.singleSignOn.kinds[value] }))}
        onChange={(event) => set({ kind: event.currentTarget.value as ProviderKind })}
      />
      {text("name", texts.singleSignOn.nameHelp)}
      {draft.kind === "oidc" && !isStored ? text("issuer", texts.singleSignOn.issuerHelp) : null}
      <TextInput
        label={texts.singleSignOn.redirectUri}
        description={texts.singleSignOn.redirectHelp}
        value={redirectUriOf(draft)}
        readOnly
        rightSection={
          <CopyButton value={redirectUriOf(draft)} label={texts.singleSignOn.copyRedirect} />
        }
      />
      {text("clientId")}
      {draft.kind === "apple" ? (
        <>
          {text("teamId")}
          {text("keyId")}
        </>
      ) : null}
      <SecretField {...{ draft, problems, isStored, set }} />
      {draft.kind === "entra" ? (
        <TagsInput
          label={texts.singleSignOn.tenants}
          description={texts.singleSignOn.tenantsHelp}
          value={[...draft.tenants]}
          acceptValueOnBlur
          error={problems.get("tenants")}
          onChange={(tenants) => set({ tenants })}
        />
      ) : (
        <TagsInput
          label={texts.singleSignOn.domains}
          description={texts.singleSignOn.domainsHelp}
          value={[...draft.domains]}
          acceptValueOnBlur
          error={problems.get("domains")}
          onChange={(domains) => set({ domains })}
        />
      )}
      <Checkbox
        label={texts.singleSignOn.isEnabled}
        description={texts.singleSignOn.isEnabledHelp}
        checked={draft.isEnabled}
        onChange={(event) => set({ isEnabled: event.currentTarget.checked })}
      />
      <Checkbox
        label={texts.singleSignOn.admits}
        description={texts.singleSignOn.admitsHelp}
        checked={draft.admitsMembers}
        onChange={(event) => set({ admitsMembers: event.currentTarget.checked })}
      />
      <GroupRules {...{ draft, problems, set }} />
    </Stack>
  );
}
