import type { Scope } from "../api/scope";
import { SecretCard } from "./SecretCard";
import type { LiveTool } from "./turnFrames";
import { WordsCard } from "./WordsCard";

interface AskedCardProps {
  scope: Scope;
  tool: Pick<LiveTool, "text" | "options" | "secrets">;
  questionId: string;
}

/** What the agent asks: in words, with the answers that it offers, or for secret values. */
export function AskedCard({ scope, tool, questionId }: AskedCardProps) {
  const { secrets = [] } = tool;
  return secrets.length === 0 ? (
    <WordsCard scope={scope} tool={tool} questionId={questionId} />
  ) : (
    <SecretCard scope={scope} questionId={questionId} secrets={secrets} />
  );
}
