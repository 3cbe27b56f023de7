import { Checkbox, Stack, Text } from "@mantine/core";
import { GLOBAL_SCOPE, type Scope } from "../../../api/scope";
import * as texts from "../../../texts/texts";
import { Loaded } from "../../../ui/Loaded";
import { useRoles } from "../builderQueries";
import type { RoleChoice } from "../useRoleChoice";

interface RolesInputProps {
  scope: Scope;
  roles: RoleChoice;
}

/** The roles of the organization that may use the form. */
export function RolesInput({ scope, roles }: RolesInputProps) {
  const isGlobal = scope === GLOBAL_SCOPE;
  const known = useRoles(scope, !isGlobal);
  if (isGlobal) return <Text c="dimmed">{texts.builder.rolesOfGlobal}</Text>;
  return (
    <Loaded query={known} rows={2}>
      {(found) =>
        found.length === 0 ? (
          <Text c="dimmed">{texts.builder.noRoles}</Text>
        ) : (
          <Checkbox.Group
            label={texts.builder.roles}
            value={[...roles.chosen]}
            onChange={roles.choose}
          >
            <Stack gap="xs" mt={4}>
              {found.map(({ id, name }) => (
                <Checkbox key={id} value={id} label={name} />
              ))}
            </Stack>
          </Checkbox.Group>
        )
      }
    </Loaded>
  );
}
