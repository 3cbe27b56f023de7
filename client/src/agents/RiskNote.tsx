import { Alert, Checkbox, Stack, Text } from "@mantine/core";
import type { ToolView } from "../api/schema";
import * as texts from "../texts/texts";
import { isRisky } from "./agentDraft";
import type { DraftPartProps } from "./draftPart";

interface RiskNoteProps extends DraftPartProps {
  tools: readonly ToolView[];
}

const words = texts.agents;

/** Says that the chosen tools together are a way out for data, which somebody has to accept. */
export function RiskNote({ tools, draft, problems, onChange }: RiskNoteProps) {
  if (!isRisky(tools, draft.toolIds)) return null;
  return (
    <Alert color="yellow" title={words.risk}>
      <Stack gap="xs">
        <Text>{words.riskSays}</Text>
        <Checkbox
          label={words.acceptRisk}
          checked={draft.acceptsRisk}
          error={problems.get("acceptsRisk")}
          onChange={({ currentTarget: { checked } }) => onChange({ acceptsRisk: checked })}
        />
      </Stack>
    </Alert>
  );
}
