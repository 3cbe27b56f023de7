import { MultiSelect } from "@mantine/core";
import type { Scope } from "../api/scope";
import { useSources } from "../knowledge/knowledgeQueries";
import * as texts from "../texts/texts";
import type { DraftPartProps } from "./draftPart";

interface SourcesInputProps extends DraftPartProps {
  scope: Scope;
}

/** The sources that an agent searches in; without any, all that whoever runs it may read. */
export function SourcesInput({ scope, draft, problems, onChange }: SourcesInputProps) {
  const sources = useSources(scope).data ?? [];
  return (
    <MultiSelect
      label={texts.agents.sources}
      description={texts.agents.sourcesSay}
      data={[...new Set(sources.map(({ namespace }) => namespace))]}
      value={draft.knowledgeSources}
      error={problems.get("knowledgeSources")}
      onChange={(value) => onChange({ knowledgeSources: value })}
    />
  );
}
