import { Checkbox, MultiSelect, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { SystemTool } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import type { DraftPartProps } from "./draftPart";

interface SystemToolsProps extends DraftPartProps {
  scope: Scope;
}

const words = texts.agents;
const ALL: readonly SystemTool[] = ["search_knowledge", "ask_user", "read_result", "remember"];

/** The tools of Bifrost's own that an agent has, and where it searches. */
export function SystemTools({ scope, draft, problems, onChange }: SystemToolsProps) {
  const searches = draft.systemTools.includes("search_knowledge");
  const sources = useQuery({
    queryKey: [scope, "knowledge"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/knowledge-sources", { signal })),
    enabled: searches,
  });
  const names = (sources.data ?? []).map(({ namespace }) => namespace);
  return (
    <Stack gap="xs">
      <Checkbox.Group
        label={words.systemTools}
        value={draft.systemTools}
        onChange={(chosen) =>
          onChange({ systemTools: ALL.filter((tool) => chosen.includes(tool)) })
        }
      >
        <Stack gap="xs" mt="xs">
          {ALL.map((tool) => (
            <Checkbox key={tool} value={tool} label={words.systemToolNames[tool]} />
          ))}
        </Stack>
      </Checkbox.Group>
      {searches ? (
        <MultiSelect
          label={words.sources}
          description={words.sourcesSays}
          data={[...new Set([...names, ...draft.knowledgeSources])]}
          value={draft.knowledgeSources}
          error={problems.get("knowledgeSources")}
          onChange={(knowledgeSources) => onChange({ knowledgeSources })}
        />
      ) : null}
    </Stack>
  );
}
