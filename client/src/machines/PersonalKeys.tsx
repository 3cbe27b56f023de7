import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, platform } from "../api/client";
import type { PersonalKeyView } from "../api/schema";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { Loaded } from "../ui/Loaded";
import { Section } from "../ui/Section";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { NewPersonalKey } from "./NewPersonalKey";
import { PersonalKeyActions } from "./PersonalKeyActions";
import { RawKeyDialog } from "./RawKeyDialog";

export const OWN_KEYS = ["own-keys"];

/** The user's personal API keys: a list, and the ways to make, rotate and revoke them. */
export function PersonalKeys() {
  const { organizations } = useSession();
  const [rawKey, setRawKey] = useState<string>();
  const [shown, setShown] = useState(false);
  const keys = useQuery({
    queryKey: OWN_KEYS,
    enabled: shown,
    queryFn: ({ signal }) => bodyOf(platform.GET("/api/users/me/keys", { signal })),
  });
  const nameOf = (id: string | null) =>
    id === null
      ? texts.machines.keys.everywhere
      : (organizations.find((one) => one.id === id)?.name ?? id);
  const columns: readonly Column<PersonalKeyView>[] = [
    { key: "name", header: texts.machines.keys.name, isTitle: true, cell: ({ name }) => name },
    {
      key: "organization",
      header: texts.machines.keys.organization,
      cell: ({ orgId }) => nameOf(orgId),
    },
    {
      key: "rights",
      header: texts.machines.keys.rights,
      cell: ({ readsOnly }) => (readsOnly ? texts.machines.keys.reads : texts.machines.keys.all),
    },
    {
      key: "used",
      header: texts.machines.keys.used,
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? texts.machines.keys.never : <TimeText at={lastUsedAt} />,
    },
    {
      key: "ends",
      header: texts.machines.keys.ends,
      cell: ({ expiresAt }) => <TimeText at={expiresAt} />,
    },
    {
      key: "actions",
      header: texts.machines.keys.actions,
      cell: (key) => <PersonalKeyActions made={key} onRotated={setRawKey} />,
    },
  ];
  return (
    <Section title={texts.machines.keys.title}>
      <Text c="dimmed">{texts.machines.keys.says}</Text>
      {shown ? (
        <Loaded query={keys}>
          {(found) =>
            found.length === 0 ? (
              <Text>{texts.machines.keys.none}</Text>
            ) : (
              <DataTable
                label={texts.machines.keys.title}
                columns={columns}
                rows={found}
                keyOf={({ id }) => id}
              />
            )
          }
        </Loaded>
      ) : (
        <Group>
          <Button onClick={() => setShown(true)}>{texts.machines.keys.show}</Button>
        </Group>
      )}
      <NewPersonalKey onMade={setRawKey} />
      <RawKeyDialog rawKey={rawKey} onClose={() => setRawKey(undefined)} />
    </Section>
  );
}
