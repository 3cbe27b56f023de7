import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { RoleActions } from "./RoleActions";
import { RoleForms } from "./RoleForms";
import { RolePeople } from "./RolePeople";
import { roleQuery } from "./roleQueries";
import { ROLE_TABS } from "./roleSearch";

const route = getRouteApi("/o/$organization/roles/$roleId");

/** One role: who is in it, and which forms it may use. */
export function RolePage() {
  const scope = useScope();
  const { roleId } = route.useParams();
  const { tab = "people" } = route.useSearch();
  const navigate = route.useNavigate();
  const role = useQuery(roleQuery(scope, roleId));
  return (
    <Page
      title={role.data?.name ?? texts.roles.one}
      says={role.data?.description || "\u00a0"}
      {...(role.data === undefined ? {} : { action: <RoleActions role={role.data} /> })}
    >
      {role.isError ? <ProblemAlert error={role.error} onRetry={() => role.refetch()} /> : null}
      {role.isError && role.data === undefined ? null : (
        <Tabs
          value={tab}
          keepMounted={false}
          onChange={(chosen) => {
            const found = ROLE_TABS.find((one) => one === chosen);
            void navigate({ search: found === undefined ? {} : { tab: found }, replace: true });
          }}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="people">{texts.roles.people}</Tabs.Tab>
            <Tabs.Tab value="forms">{texts.roles.forms}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="people">
            <RolePeople roleId={roleId} />
          </Tabs.Panel>
          <Tabs.Panel value="forms">
            <RoleForms roleId={roleId} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Page>
  );
}
