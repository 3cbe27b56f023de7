import { ActionIcon, Fieldset, Group, NativeSelect, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import type { Membership } from "../api/schema";
import { organizationsQuery } from "../organizations/organizationsQuery";
import * as texts from "../texts/texts";
import { useOrganizationNames } from "./useOrganizationNames";

interface MembershipsInputProps {
  memberships: readonly Membership[];
  problem: string | undefined;
  onChange: (memberships: readonly Membership[]) => void;
}

const ROLES = ["member", "admin"] as const;

/** The organizations of a user, with the rights in each. */
export function MembershipsInput({ memberships, problem, onChange }: MembershipsInputProps) {
  const organizations = useQuery(organizationsQuery);
  const nameOf = useOrganizationNames();
  const taken = new Set(memberships.map(({ orgId }) => orgId));
  const offered = (organizations.data ?? []).filter(({ id }) => !taken.has(id));

  function set(orgId: string, role: (typeof ROLES)[number]) {
    onChange(memberships.map((one) => (one.orgId === orgId ? { orgId, role } : one)));
  }

  return (
    <Fieldset legend={texts.people.memberships}>
      <Stack gap="xs">
        {memberships.map(({ orgId, role }) => (
          <Group key={orgId} gap="xs" wrap="nowrap" justify="space-between">
            <Text truncate>{nameOf(orgId)}</Text>
            <Group gap="xs" wrap="nowrap">
              <NativeSelect
                aria-label={texts.people.roleIn(nameOf(orgId))}
                value={role ?? "member"}
                data={ROLES.map((value) => ({ value, label: texts.people.memberRoles[value] }))}
                onChange={({ currentTarget: { value } }) =>
                  set(orgId, value === "admin" ? "admin" : "member")
                }
              />
              <ActionIcon
                aria-label={texts.people.removeMembership(nameOf(orgId))}
                onClick={() => onChange(memberships.filter((one) => one.orgId !== orgId))}
              >
                <X size={16} aria-hidden />
              </ActionIcon>
            </Group>
          </Group>
        ))}
        <Select
          aria-label={texts.people.addMembership}
          placeholder={texts.people.addMembership}
          data={offered.map(({ id, name }) => ({ value: id, label: name }))}
          value={null}
          searchable
          limit={50}
          nothingFoundMessage={texts.people.noneFound}
          error={problem}
          onChange={(orgId) => {
            if (orgId !== null) onChange([...memberships, { orgId, role: "member" }]);
          }}
        />
      </Stack>
    </Fieldset>
  );
}
