import { Textarea } from "@mantine/core";
import * as texts from "../texts/texts";
import { typedCases } from "./agentDraft";
import type { DraftPartProps } from "./draftPart";

const words = texts.evals;

/** The cases of the agent's evals, as JSON. */
export function AgentCases({ draft, problems, onChange }: DraftPartProps) {
  const isUnfit = typedCases(draft.evals) === undefined;
  return (
    <Textarea
      label={words.cases}
      description={words.casesSay}
      autosize
      minRows={2}
      maxRows={20}
      value={draft.evals}
      error={isUnfit ? words.casesUnfit : problems.get("evals")}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      onChange={({ currentTarget: { value } }) => onChange({ evals: value })}
    />
  );
}
