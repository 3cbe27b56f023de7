import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { isOutdated } from "../api/versions";
import * as texts from "../texts/texts";
import { differencesOf } from "./conflicts";
import type { Compared } from "./fields";
import { OrganizationLine } from "./OrganizationLine";
import { ProblemAlert } from "./ProblemAlert";
import { SideBySide } from "./SideBySide";

interface ConflictDialogProps {
  organization: { id: string; name: string } | undefined;
  theirs: readonly Compared[];
  mine: readonly Compared[];
  /** Drops what was typed here, and shows theirs. */
  onTakeTheirs: () => void;
  /** Writes mine over theirs, as it was shown here. */
  onWriteMine: () => Promise<unknown>;
  onClose: () => void;
}

/** Shows what another user saved meanwhile beside what was typed here, and lets the user decide. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { organization, theirs, mine, onTakeTheirs, onWriteMine, onClose } = props;
  const writing = useMutation({ mutationFn: onWriteMine });
  const differences = differencesOf(theirs, mine);
  // They changed it again: the dialog shows the new one, and the user decides anew.
  const failed = writing.isError && !isOutdated(writing.error);
  return (
    <Modal opened onClose={onClose} title={texts.edits.conflict} size="xl">
      <Stack>
        {organization === undefined ? null : <OrganizationLine organization={organization} />}
        <Text>{texts.edits.conflictSays}</Text>
        {differences.length === 0 ? (
          <Text c="dimmed">{texts.edits.conflictSame}</Text>
        ) : (
          differences.map(({ label, theirs: saved, mine: typed }) => (
            <section key={label} aria-label={label}>
              <Text fw={600}>{label}</Text>
              <SideBySide
                sides={[
                  { key: "theirs", label: texts.edits.theirs, text: saved || texts.common.none },
                  { key: "mine", label: texts.edits.mine, text: typed || texts.common.none },
                ]}
              />
            </section>
          ))
        )}
        {failed ? <ProblemAlert error={writing.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{texts.edits.keepEditing}</Button>
          <Button onClick={onTakeTheirs}>{texts.edits.takeTheirs}</Button>
          <Button variant="filled" loading={writing.isPending} onClick={() => writing.mutate()}>
            {texts.edits.writeMine}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
