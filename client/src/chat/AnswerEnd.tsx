import { Alert, Button, Group } from "@mantine/core";
import type { ChatMessage } from "../api/schema";
import * as texts from "../texts/texts";
import { Versions, type VersionsProps } from "./Versions";

interface AnswerEndProps {
  message: ChatMessage;
  versions: VersionsProps;
  onRetry: () => void;
}

const words = texts.chat;

/** What follows a stored answer: why it is not whole, its versions, and the way to another one. */
export function AnswerEnd({ message, versions, onRetry }: AnswerEndProps) {
  return (
    <>
      {message.fault === null ? null : <Alert color="yellow">{faultOf(message)}</Alert>}
      <Group gap="xs">
        <Versions {...versions} />
        {versions.isDisabled ? null : (
          <Button size="compact-sm" variant="subtle" onClick={onRetry}>
            {words.again}
          </Button>
        )}
      </Group>
    </>
  );
}

function faultOf({ fault, words: said }: ChatMessage): string {
  const { other, ...known } = words.faults;
  return known[fault as keyof typeof known] ?? other(said);
}
