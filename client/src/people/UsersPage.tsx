import { Group, NativeSelect } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { ForAdministrators } from "../session/ForAdministrators";
import * as texts from "../texts/texts";
import { FilterInput } from "../ui/FilterInput";
import { Page } from "../ui/Page";
import { NewUser } from "./NewUser";
import { UserList } from "./UserList";
import { KINDS, type UsersSearch } from "./usersSearch";

const route = getRouteApi("/platform/users");

/** Everybody who may sign in. */
export function UsersPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();

  function set(change: { q?: string; kind?: UsersSearch["kind"] | undefined }) {
    const { q, kind } = { ...search, ...change };
    void navigate({
      search: { ...(q ? { q } : {}), ...(kind === undefined ? {} : { kind }) },
      replace: true,
    });
  }

  return (
    <ForAdministrators needs="users.manage" title={texts.people.users}>
      <Page title={texts.people.users} says={texts.people.usersSay} action={<NewUser />}>
        <Group gap="xs">
          <FilterInput
            label={texts.people.filterUsers}
            value={search.q ?? ""}
            onChange={(q) => set({ q })}
          />
          <NativeSelect
            aria-label={texts.people.kind}
            value={search.kind ?? ""}
            data={[
              { value: "", label: texts.people.anyKind },
              ...KINDS.map((value) => ({ value, label: texts.people.kinds[value] })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              set({ kind: KINDS.find((one) => one === value) })
            }
          />
        </Group>
        <UserList search={search} onClear={() => set({ q: "", kind: undefined })} />
      </Page>
    </ForAdministrators>
  );
}
