import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ExecutionSummary } from "../api/schema";
import * as texts from "../texts/texts";
import { DiscardDialog } from "./DiscardDialog";
import { RequeueDialog } from "./RequeueDialog";

interface DeadLetterActionsProps {
  letter: ExecutionSummary;
  onDone: () => Promise<void>;
}

const words = texts.deadLetters;

/** Queues one again, or discards it. */
export function DeadLetterActions({ letter, onDone }: DeadLetterActionsProps) {
  const [isQueuing, queuing] = useDisclosure();
  const [isDiscarding, discarding] = useDisclosure();
  const name = letter.workflowName;
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      <Button size="xs" aria-label={words.requeueOf(name)} onClick={queuing.open}>
        {words.requeue}
      </Button>
      <Button size="xs" aria-label={words.discardOf(name)} onClick={discarding.open}>
        {words.discard}
      </Button>
      {isQueuing ? <RequeueDialog letter={letter} onDone={onDone} onClose={queuing.close} /> : null}
      {isDiscarding ? (
        <DiscardDialog letter={letter} onDone={onDone} onClose={discarding.close} />
      ) : null}
    </Group>
  );
}
