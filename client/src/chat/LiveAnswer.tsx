import { Loader, Stack, Text, Title } from "@mantine/core";
import type { ConversationView, Turn } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { MarkdownLater } from "../ui/MarkdownLater";
import { ProblemAlert } from "../ui/ProblemAlert";
import classes from "./Chat.module.css";
import { Citations } from "./Citations";
import { ToolCard } from "./ToolCard";
import type { LivePart } from "./turnFrames";
import { useTurn } from "./useTurn";

interface LiveAnswerProps {
  scope: Scope;
  conversation: ConversationView;
  turn: Turn;
}

const words = texts.chat;

/** An answer as it comes: texts and tools in their order, and what it waits for. */
export function LiveAnswer({ scope, conversation, turn }: LiveAnswerProps) {
  const { parts, error } = useTurn(scope, conversation, turn.id);
  const citations = parts.flatMap((part) => (part.kind === "tool" ? (part.citations ?? []) : []));
  const waits = parts.some(isWaiting);
  return (
    <Stack
      component="article"
      gap="xs"
      className={classes.answer}
      aria-label={turn.agentName}
      aria-busy
    >
      <Title order={2} size="h5">
        {turn.agentName}
      </Title>
      {parts.map((part) =>
        part.kind === "tool" ? (
          <ToolCard key={part.callId} scope={scope} tool={part} />
        ) : (
          <MarkdownLater key={part.step} text={part.text} />
        ),
      )}
      <Citations scope={scope} citations={citations} />
      {error === undefined ? null : <ProblemAlert error={error} />}
      <Text c="dimmed" size="sm" role="status">
        {waits ? words.waiting : words.thinking} {waits ? null : <Loader size={12} type="dots" />}
      </Text>
    </Stack>
  );
}

function isWaiting(part: LivePart): boolean {
  return part.kind === "tool" && (part.state === "approval" || part.state === "question");
}
