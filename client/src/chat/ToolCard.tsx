import { Badge, Button, Collapse, Group, Paper, Stack, Title } from "@mantine/core";
import { useState } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { TextLink } from "../ui/TextLink";
import { ApprovalCard } from "./ApprovalCard";
import { AskedCard } from "./AskedCard";
import { ToolDetails } from "./ToolDetails";
import type { LiveTool } from "./turnFrames";

interface ToolCardProps {
  scope: Scope;
  tool: LiveTool;
}

const words = texts.chat;

/** A call of a tool: how far it is, what a person has to say, and its run with its lines. */
export function ToolCard({ scope, tool }: ToolCardProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { name = "", executionId, approvalId, questionId, state } = tool;
  return (
    <Paper withBorder p="sm" role="group" aria-label={words.tool(name)}>
      <Stack gap="xs">
        <Group gap="xs" justify="space-between">
          <Group gap="xs">
            <Title order={3} size="h5">
              {name}
            </Title>
            <Badge color={colourOf(tool)} miw="max-content">
              {wordOf(tool)}
            </Badge>
          </Group>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? words.lessDetails : words.details}
          </Button>
        </Group>
        {state === "approval" && approvalId !== undefined ? (
          <ApprovalCard scope={scope} approvalId={approvalId} />
        ) : null}
        {state === "question" && questionId !== undefined ? (
          <AskedCard scope={scope} tool={tool} questionId={questionId} />
        ) : null}
        <Collapse expanded={isOpen}>
          {isOpen ? <ToolDetails scope={scope} tool={tool} /> : null}
        </Collapse>
        {executionId === undefined ? null : (
          <TextLink
            size="sm"
            to="/o/$organization/runs/$executionId"
            params={{ organization: scope, executionId }}
          >
            {texts.runs.openPage}
          </TextLink>
        )}
      </Stack>
    </Paper>
  );
}

function wordOf({ state, outcome }: LiveTool): string {
  const known: Readonly<Record<string, string>> = words.outcomes;
  if (state !== "ended" || outcome === undefined) return words.toolStates[state];
  return known[outcome] ?? outcome;
}

function colourOf({ state, outcome }: LiveTool): string {
  if (state === "approval" || state === "question") return "yellow";
  if (state !== "ended") return "blue";
  return outcome === "ok" ? "green" : "red";
}
