import { Button, Fieldset, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { GLOBAL_SCOPE } from "../api/scope";
import { organizationsQuery } from "../organizations/organizationsQuery";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { GroupRuleFields } from "./GroupRuleFields";
import type { GroupRuleDraft, ProviderDraft } from "./providerDraft";

interface GroupRulesProps {
  draft: ProviderDraft;
  problems: ReadonlyMap<string, string>;
  set: (facts: Partial<ProviderDraft>) => void;
}

const FIELDS = ["groupRoles", "group", "orgId", "roleId"];

/** Which roles the groups of a provider's users give; the platform's rules name organizations. */
export function GroupRules({ draft, problems, set }: GroupRulesProps) {
  const scope = useScope();
  const isPlatforms = scope === GLOBAL_SCOPE;
  const own = useOrganization(scope);
  const all = useQuery({ ...organizationsQuery, enabled: isPlatforms });
  const organizations = isPlatforms ? (all.data ?? []) : [{ id: scope, name: own.name }];
  const rules = draft.groupRoles;
  const problem = FIELDS.map((field) => problems.get(field)).find((text) => text !== undefined);

  function change(key: string, facts: Partial<GroupRuleDraft>) {
    set({ groupRoles: rules.map((one) => (one.key === key ? { ...one, ...facts } : one)) });
  }

  function add() {
    const orgId = isPlatforms ? "" : scope;
    const rule = { key: crypto.randomUUID(), group: "", orgId, roleId: "" };
    set({ groupRoles: [...rules, rule] });
  }

  return (
    <Fieldset legend={texts.singleSignOn.groupRoles} variant="unstyled">
      <Stack gap="sm">
        <Text c="dimmed">{texts.singleSignOn.groupRolesHelp}</Text>
        {rules.length === 0 ? null : (
          <TextInput
            label={texts.singleSignOn.groupClaim}
            description={texts.singleSignOn.groupClaimHelp}
            value={draft.groupClaim}
            autoComplete="off"
            error={problems.get("groupClaim")}
            onChange={(event) => set({ groupClaim: event.currentTarget.value })}
          />
        )}
        {rules.map((rule, index) => (
          <GroupRuleFields
            key={rule.key}
            number={index + 1}
            rule={rule}
            organizations={organizations}
            asksOrganization={isPlatforms}
            onChange={(facts) => change(rule.key, facts)}
            onRemove={() => set({ groupRoles: rules.filter((one) => one.key !== rule.key) })}
          />
        ))}
        {problem === undefined ? null : <Text c="red">{problem}</Text>}
        <Button onClick={add}>{texts.singleSignOn.addRule}</Button>
      </Stack>
    </Fieldset>
  );
}
