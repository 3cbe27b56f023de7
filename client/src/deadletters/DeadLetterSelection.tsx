import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ExecutionSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { discard } from "./deadLetterQueries";

interface DeadLetterSelectionProps {
  scope: Scope;
  /** Those that are selected. */
  letters: readonly ExecutionSummary[];
  onDone: () => Promise<void>;
}

const words = texts.deadLetters;

/** What can be done with the selected ones: discard them. */
export function DeadLetterSelection({ scope, letters, onDone }: DeadLetterSelectionProps) {
  const organization = useOrganization(scope);
  const [isAsking, asking] = useDisclosure();
  const verb = words.discardCount(letters.length);
  return (
    <Group gap="xs" mih={30}>
      {letters.length === 0 ? null : (
        <Button size="xs" onClick={asking.open}>
          {verb}
        </Button>
      )}
      <Text size="sm" c="dimmed" role="status">
        {letters.length === 0 ? "" : words.selected(letters.length)}
      </Text>
      <ConfirmDialog
        opened={isAsking}
        onClose={asking.close}
        title={`${verb}?`}
        organization={organization}
        verb={verb}
        danger
        onConfirm={() => discard(letters).finally(onDone)}
      >
        {words.discardSays}
      </ConfirmDialog>
    </Group>
  );
}
