import { Button, Fieldset, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { rolesQuery } from "../roles/roleQueries";
import * as texts from "../texts/texts";
import type { GroupRuleDraft } from "./providerDraft";

interface GroupRuleFieldsProps {
  number: number;
  rule: GroupRuleDraft;
  organizations: readonly { id: string; name: string }[];
  /** Whether the rule may be about several organizations. */
  asksOrganization: boolean;
  onChange: (facts: Partial<GroupRuleDraft>) => void;
  onRemove: () => void;
}

/** One rule: who is in the group has the role. */
export function GroupRuleFields(props: GroupRuleFieldsProps) {
  const { number, rule, organizations, asksOrganization, onChange, onRemove } = props;
  const roles = useQuery({ ...rolesQuery(rule.orgId), enabled: rule.orgId !== "" });
  return (
    <Fieldset legend={texts.singleSignOn.rule(number)}>
      <Stack gap="sm">
        <TextInput
          label={texts.singleSignOn.group}
          value={rule.group}
          autoComplete="off"
          required
          withAsterisk={false}
          onChange={(event) => onChange({ group: event.currentTarget.value })}
        />
        {asksOrganization ? (
          <NativeSelect
            label={texts.singleSignOn.organization}
            value={rule.orgId}
            data={[CHOOSE, ...organizations.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(event) => onChange({ orgId: event.currentTarget.value, roleId: "" })}
          />
        ) : null}
        <NativeSelect
          label={texts.singleSignOn.role}
          value={rule.roleId}
          data={[CHOOSE, ...choices(roles.data ?? [], rule)]}
          onChange={(event) => onChange({ roleId: event.currentTarget.value })}
        />
        <Button onClick={onRemove} aria-label={texts.singleSignOn.removeRuleOf(number)}>
          {texts.singleSignOn.removeRule}
        </Button>
      </Stack>
    </Fieldset>
  );
}

const CHOOSE = { value: "", label: texts.singleSignOn.choose };

/** The roles of the organization, and the rule's own, which may be gone. */
function choices(roles: readonly { id: string; name: string }[], { roleId }: GroupRuleDraft) {
  const found = roles.map(({ id, name }) => ({ value: id, label: name }));
  const isKnown = roleId === "" || roles.some(({ id }) => id === roleId);
  return isKnown ? found : [...found, { value: roleId, label: texts.singleSignOn.roleGone }];
}
