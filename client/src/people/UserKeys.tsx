import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { PersonalKeyView } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { Loaded } from "../ui/Loaded";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { RevokeUserKey } from "./RevokeUserKey";
import { useOrganizationNames } from "./useOrganizationNames";
import { keysQuery } from "./userQueries";

interface UserKeysProps {
  userId: string;
}

/** A user's personal API keys; asked for when an administrator wants to know. */
export function UserKeys({ userId }: UserKeysProps) {
  const [isOpen, list] = useDisclosure();
  const keys = useQuery({ ...keysQuery(userId), enabled: isOpen });
  const nameOf = useOrganizationNames();
  if (!isOpen) {
    return (
      <Group>
        <Button onClick={list.open}>{texts.people.showKeys}</Button>
      </Group>
    );
  }
  return (
    <Loaded query={keys} rows={2}>
      {(found) =>
        found.length === 0 ? (
          <Text c="dimmed">{texts.people.noKeys}</Text>
        ) : (
          <DataTable
            label={texts.people.keys}
            columns={columnsOf(userId, nameOf)}
            rows={found}
            keyOf={({ id }) => id}
          />
        )
      }
    </Loaded>
  );
}

function columnsOf(
  userId: string,
  nameOf: (id: string) => string,
): readonly Column<PersonalKeyView>[] {
  return [
    { key: "name", header: texts.people.keyName, isTitle: true, cell: ({ name }) => name },
    {
      key: "organization",
      header: texts.people.keyOrganization,
      cell: ({ orgId }) => (orgId === null ? texts.people.keyEverywhere : nameOf(orgId)),
    },
    {
      key: "rights",
      header: texts.people.keyRights,
      cell: ({ readsOnly }) => (readsOnly ? texts.people.keyReads : texts.people.keyAll),
    },
    {
      key: "used",
      header: texts.people.lastUsed,
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? texts.people.never : <TimeText at={lastUsedAt} />,
    },
    {
      key: "ends",
      header: texts.people.ends,
      cell: ({ expiresAt }) => <TimeText at={expiresAt} />,
    },
    {
      key: "action",
      header: texts.people.keyAction,
      cell: (one) => <RevokeUserKey userId={userId} made={one} />,
    },
  ];
}
