import { Checkbox, MultiSelect, Stack } from "@mantine/core";
import type { SystemTool } from "../api/schema";
import type { Scope } from "../api/scope";
import { useSources } from "../knowledge/knowledgeQueries";
import * as texts from "../texts/texts";
import type { DraftPartProps } from "./draftPart";

interface SystemToolsProps extends DraftPartProps {
  scope: Scope;
}

const words = texts.agents;
const TOOLS = [
  "search_knowledge",
  "ask_user",
  "read_result",
] as const satisfies readonly SystemTool[];

/** The tools of Bifrost's own that an agent may have, and where it searches. */
export function SystemTools({ scope, draft, problems, onChange }: SystemToolsProps) {
  const sources = useSources(scope).data ?? [];
  const names = [...new Set(sources.map(({ namespace }) => namespace))];
  const choose = (name: SystemTool, isChosen: boolean) =>
    onChange({
      systemTools: isChosen
        ? [...draft.systemTools, name]
        : draft.systemTools.filter((one) => one !== name),
    });
  return (
    <Stack gap="sm" maw="40rem">
      {TOOLS.map((name) => (
        <Checkbox
          key={name}
          label={words.systemTools[name]}
          description={words.systemToolsSay[name]}
          checked={draft.systemTools.includes(name)}
          onChange={({ currentTarget: { checked } }) => choose(name, checked)}
        />
      ))}
      {draft.systemTools.includes("search_knowledge") ? (
        <MultiSelect
          label={words.sources}
          description={words.sourcesSay}
          data={names}
          value={draft.knowledgeSources}
          error={problems.get("knowledgeSources")}
          onChange={(value) => onChange({ knowledgeSources: value })}
        />
      ) : null}
    </Stack>
  );
}
