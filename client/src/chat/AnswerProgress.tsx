import { Loader, Text } from "@mantine/core";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import type { LivePart } from "./turnFrames";

interface AnswerProgressProps {
  parts: readonly LivePart[];
  error: Error | undefined;
}

const words = texts.chat;

/** What an answer under way waits for: the agent, or the person. */
export function AnswerProgress({ parts, error }: AnswerProgressProps) {
  const waits = parts.some(isWaiting);
  return (
    <>
      {error === undefined ? null : <ProblemAlert error={error} />}
      <Text c="dimmed" size="sm" role="status">
        {waits ? words.waiting : words.thinking} {waits ? null : <Loader size={12} type="dots" />}
      </Text>
    </>
  );
}

function isWaiting(part: LivePart): boolean {
  return part.kind === "tool" && (part.state === "approval" || part.state === "question");
}
