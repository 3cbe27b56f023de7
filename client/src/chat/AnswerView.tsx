import { Alert, Button, Group, Stack, Title } from "@mantine/core";
import type { ChatMessage } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { MarkdownLater } from "../ui/MarkdownLater";
import classes from "./Chat.module.css";
import { Citations } from "./Citations";
import { ToolCard } from "./ToolCard";
import { Versions, type VersionsProps } from "./Versions";

interface AnswerViewProps {
  scope: Scope;
  message: ChatMessage;
  versions: VersionsProps;
  onRetry: () => void;
}

const words = texts.chat;

/** A stored answer: its tools, its text, its sources, and what went wrong. */
export function AnswerView({ scope, message, versions, onRetry }: AnswerViewProps) {
  const name = message.agentName ?? words.assistant;
  return (
    <Stack component="article" gap="xs" className={classes.answer} aria-label={name}>
      <Title order={2} size="h5">
        {name}
      </Title>
      {message.tools.map(({ callId, outcome, executionId, ...tool }) => (
        <ToolCard
          key={callId}
          scope={scope}
          tool={{
            ...tool,
            kind: "tool",
            callId,
            state: outcome === null ? "called" : "ended",
            ...(outcome === null ? {} : { outcome }),
            ...(executionId === null ? {} : { executionId }),
          }}
        />
      ))}
      <MarkdownLater text={message.text} />
      <Citations scope={scope} citations={message.citations} />
      {message.fault === null ? null : <Alert color="yellow">{faultOf(message)}</Alert>}
      <Group gap="xs">
        <Versions {...versions} />
        {versions.isDisabled ? null : (
          <Button size="compact-sm" variant="subtle" onClick={onRetry}>
            {words.again}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function faultOf({ fault, words: said }: ChatMessage): string {
  const { other, ...known } = words.faults;
  return known[fault as keyof typeof known] ?? other(said);
}
