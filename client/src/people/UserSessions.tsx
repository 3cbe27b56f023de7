import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { UserSession } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { Loaded } from "../ui/Loaded";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { sessionsQuery } from "./userQueries";

interface UserSessionsProps {
  userId: string;
}

const COLUMNS: readonly Column<UserSession>[] = [
  {
    key: "device",
    header: texts.people.device,
    isTitle: true,
    cell: ({ device }) => device || texts.people.unknownDevice,
  },
  { key: "network", header: texts.people.network, cell: ({ address }) => address },
  { key: "began", header: texts.people.began, cell: ({ beganAt }) => <TimeText at={beganAt} /> },
  {
    key: "used",
    header: texts.people.lastUsed,
    cell: ({ refreshedAt }) => <TimeText at={refreshedAt} />,
  },
  { key: "ends", header: texts.people.ends, cell: ({ endsAt }) => <TimeText at={endsAt} /> },
];

/** Where a user is signed in with a password; asked for when an administrator wants to know. */
export function UserSessions({ userId }: UserSessionsProps) {
  const [isOpen, list] = useDisclosure();
  const sessions = useQuery({ ...sessionsQuery(userId), enabled: isOpen });
  if (!isOpen) {
    return (
      <Group>
        <Button onClick={list.open}>{texts.people.showSessions}</Button>
      </Group>
    );
  }
  return (
    <Loaded query={sessions} rows={2}>
      {(found) =>
        found.length === 0 ? (
          <Text c="dimmed">{texts.people.noSessions}</Text>
        ) : (
          <DataTable
            label={texts.people.sessions}
            columns={COLUMNS}
            rows={found}
            keyOf={({ id }) => id}
          />
        )
      }
    </Loaded>
  );
}
