import { Checkbox, Stack } from "@mantine/core";
import type { SystemTool } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import type { DraftPartProps } from "./draftPart";
import { SourcesInput } from "./SourcesInput";

interface SystemToolsProps extends DraftPartProps {
  scope: Scope;
}

const words = texts.agents;
const TOOLS = [
  "search_knowledge",
  "ask_user",
  "read_result",
  "remember",
] as const satisfies readonly SystemTool[];

/** The tools of Bifrost's own that an agent may have, and where it searches. */
export function SystemTools({ scope, draft, problems, onChange }: SystemToolsProps) {
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
        <SourcesInput scope={scope} draft={draft} problems={problems} onChange={onChange} />
      ) : null}
    </Stack>
  );
}
