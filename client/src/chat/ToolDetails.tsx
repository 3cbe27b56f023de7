import { Stack, Text } from "@mantine/core";
import type { Scope } from "../api/scope";
import { RunPanelLater } from "../runs/RunPanelLater";
import * as texts from "../texts/texts";
import { CodeBlock } from "../ui/CodeBlock";
import type { LiveTool } from "./turnFrames";

interface ToolDetailsProps {
  scope: Scope;
  tool: LiveTool;
}

const words = texts.chat;

/** What a tool was called with, and its run with its lines as they come. */
export function ToolDetails({ scope, tool }: ToolDetailsProps) {
  const { name = "", executionId } = tool;
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {words.argumentsOf}
      </Text>
      <CodeBlock
        label={words.argumentsOfTool(name)}
        copyLabel={words.copyArguments}
        code={tool.arguments ?? ""}
      />
      {executionId === undefined ? null : (
        <RunPanelLater scope={scope} executionId={executionId} isBare />
      )}
    </Stack>
  );
}
