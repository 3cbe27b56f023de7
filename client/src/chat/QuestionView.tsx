import { Button, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import type { ChatMessage } from "../api/schema";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import classes from "./Chat.module.css";
import { Versions, type VersionsProps } from "./Versions";

interface QuestionViewProps {
  message: ChatMessage;
  versions: VersionsProps;
  /** Says it otherwise, as another version. */
  onEdit: (text: string) => Promise<unknown>;
}

const words = texts.chat;

/** What the person said, and the way to say it otherwise. */
export function QuestionView({ message, versions, onEdit }: QuestionViewProps) {
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<Error>();

  async function send(text: string) {
    setError(undefined);
    try {
      await onEdit(text);
      setDraft(undefined);
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    }
  }

  return (
    <Stack component="article" gap={4} aria-label={words.you}>
      <Title order={2} size="h5">
        {words.you}
      </Title>
      {draft === undefined ? (
        <div className={classes.question}>
          {message.text}
          {message.attachments.map(({ id, name }) => (
            <Text key={id} size="sm" c="dimmed">
              {words.attached}: {name}
            </Text>
          ))}
        </div>
      ) : (
        <Textarea
          label={words.edit}
          autosize
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
        />
      )}
      {error === undefined ? null : <ProblemAlert error={error} />}
      <Group gap="xs">
        <Versions {...versions} />
        {draft === undefined && !versions.isDisabled ? (
          <Button size="compact-sm" variant="subtle" onClick={() => setDraft(message.text)}>
            {words.edit}
          </Button>
        ) : null}
        {draft === undefined ? null : (
          <>
            <Button size="compact-sm" onClick={() => void send(draft)}>
              {words.saveEdit}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => setDraft(undefined)}>
              {texts.common.cancel}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
