import { Button, Group } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { NothingMatches } from "../ui/NothingMatches";
import { UserTable } from "./UserTable";
import { useOrganizationNames } from "./useOrganizationNames";
import { usersQuery } from "./userQueries";
import type { UsersSearch } from "./usersSearch";

interface UserListProps {
  search: UsersSearch;
  onClear: () => void;
}

/** The server looks for what was typed once the user pauses. */
const PAUSE_MS = 250;

/** The users that fit the filters, page by page. */
export function UserList({ search, onClear }: UserListProps) {
  const [asked] = useDebouncedValue(search, PAUSE_MS);
  const users = useInfiniteQuery({ ...usersQuery(asked), placeholderData: keepPreviousData });
  const nameOf = useOrganizationNames();
  return (
    <Loaded query={users}>
      {({ pages }) => {
        const found = pages.flatMap(({ items }) => items);
        if (found.length === 0) {
          return <NothingMatches title={texts.people.noUser} onClear={onClear} />;
        }
        return (
          <>
            <UserTable
              users={found}
              nameOf={nameOf}
              isStale={users.isPlaceholderData || asked !== search}
            />
            {users.hasNextPage ? (
              <Group justify="center">
                <Button
                  loading={users.isFetchingNextPage}
                  onClick={() => void users.fetchNextPage()}
                >
                  {texts.people.loadMore}
                </Button>
              </Group>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}
