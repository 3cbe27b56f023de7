import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { PasskeyView } from "../../api/schema";
import * as texts from "../../texts/texts";
import { DataTable } from "../../ui/DataTable";
import { TimeText } from "../../ui/TimeText";
import type { Column } from "../../ui/table";
import { RemovePasskeyDialog } from "./RemovePasskeyDialog";
import { RenamePasskeyDialog } from "./RenamePasskeyDialog";

interface PasskeyListProps {
  passkeys: readonly PasskeyView[];
}

/** The user's passkeys, with what they may do to each. */
export function PasskeyList({ passkeys }: PasskeyListProps) {
  const [renamed, setRenamed] = useState<PasskeyView>();
  const [removed, setRemoved] = useState<PasskeyView>();
  const columns: readonly Column<PasskeyView>[] = [
    { key: "name", header: texts.security.passkeyName, isTitle: true, cell: ({ name }) => name },
    {
      key: "kept",
      header: texts.security.passkeyKept,
      cell: ({ isSynced }) =>
        isSynced ? texts.security.passkeySynced : texts.security.passkeyOnDevice,
    },
    {
      key: "added",
      header: texts.security.added,
      cell: ({ addedAt }) => <TimeText at={addedAt} />,
    },
    {
      key: "used",
      header: texts.security.used,
      cell: ({ usedAt }) => (usedAt === null ? texts.security.never : <TimeText at={usedAt} />),
    },
    {
      key: "action",
      header: texts.security.action,
      cell: (passkey) => (
        <Group gap="xs">
          <Button size="xs" onClick={() => setRenamed(passkey)}>
            {texts.security.rename}
          </Button>
          <Button size="xs" onClick={() => setRemoved(passkey)}>
            {texts.security.remove}
          </Button>
        </Group>
      ),
    },
  ];
  if (passkeys.length === 0) return null;
  return (
    <>
      <DataTable
        label={texts.security.passkeys}
        columns={columns}
        rows={passkeys}
        keyOf={({ id }) => id}
      />
      {renamed === undefined ? null : (
        <RenamePasskeyDialog passkey={renamed} onClose={() => setRenamed(undefined)} />
      )}
      {removed === undefined ? null : (
        <RemovePasskeyDialog passkey={removed} onClose={() => setRemoved(undefined)} />
      )}
    </>
  );
}
