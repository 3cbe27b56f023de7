import { Stack, Title } from "@mantine/core";
import type { ChatMessage } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { MarkdownLater } from "../ui/MarkdownLater";
import { AnswerEnd } from "./AnswerEnd";
import { AnswerProgress } from "./AnswerProgress";
import { citedIn, partsOf } from "./answerParts";
import classes from "./Chat.module.css";
import { Citations } from "./Citations";
import { ToolCard } from "./ToolCard";
import type { LivePart } from "./turnFrames";
import { useTurn } from "./useTurn";
import type { VersionsProps } from "./Versions";

interface AnswerProps {
  scope: Scope;
  conversationId: string;
  /** Of the turn, and of the answer that is stored once that has ended. */
  id: string;
  agentName: string | null;
  /** Left out while the answer is under way. */
  stored?: { message: ChatMessage; versions: VersionsProps; onRetry: () => void };
}

/** An answer: as it comes, and then as it is stored. What was opened in it stays open. */
export function Answer({ scope, conversationId, id, agentName, stored }: AnswerProps) {
  const turn = useTurn(scope, conversationId, stored === undefined ? id : undefined);
  const parts = stored === undefined ? turn.parts : partsOf(stored.message);
  const name = agentName ?? texts.chat.assistant;
  const before = parts.at(-1)?.kind === "text" ? parts.length - 1 : parts.length;

  function shown(part: LivePart) {
    return part.kind === "tool" ? (
      <ToolCard key={part.callId} scope={scope} tool={part} />
    ) : (
      <MarkdownLater key={part.step} text={part.text} />
    );
  }

  return (
    <Stack
      component="article"
      gap="xs"
      className={classes.answer}
      aria-label={name}
      aria-busy={stored === undefined}
    >
      <Title order={2} size="h5">
        {name}
      </Title>
      {[
        ...parts.slice(0, before).map(shown),
        // Above the text that grows, so that it does not move under the pointer.
        <Citations
          key="citations"
          scope={scope}
          citations={stored?.message.citations ?? citedIn(parts)}
        />,
        ...parts.slice(before).map(shown),
      ]}
      {stored === undefined ? (
        <AnswerProgress parts={parts} error={turn.error} />
      ) : (
        <AnswerEnd {...stored} />
      )}
    </Stack>
  );
}
