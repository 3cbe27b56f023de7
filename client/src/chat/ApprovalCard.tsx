import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ApprovalView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { CodeBlock } from "../ui/CodeBlock";
import { Loaded } from "../ui/Loaded";
import { ProblemAlert } from "../ui/ProblemAlert";
import { useApproval, useDecision } from "./chatQueries";

interface ApprovalCardProps {
  scope: Scope;
  approvalId: string;
}

const words = texts.chat;

/** Asks whether a call may run: with what, and what it does. */
export function ApprovalCard({ scope, approvalId }: ApprovalCardProps) {
  const approval = useApproval(scope, approvalId);
  const decision = useDecision(scope, approvalId);
  const [reason, setReason] = useState("");

  function buttons({ digest, mayDecide, state }: ApprovalView) {
    if (state !== "pending") return <Text>{words.decided(state)}</Text>;
    if (!mayDecide) return <Text c="dimmed">{words.notYours}</Text>;
    return (
      <>
        <TextInput
          label={words.reason}
          value={reason}
          maxLength={2000}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button
            variant="filled"
            loading={decision.isPending}
            onClick={() => decision.mutate({ digest, words: reason })}
          >
            {words.approve}
          </Button>
          <Button disabled={decision.isPending} onClick={() => decision.mutate({ words: reason })}>
            {words.deny}
          </Button>
        </Group>
      </>
    );
  }

  return (
    <Loaded query={approval} rows={2}>
      {(found) => (
        <Stack gap="xs">
          <Text fw={600}>{words.approvalTitle(found.tool)}</Text>
          <Text>
            {words.effects[found.effects]} {found.reason === "tainted" ? words.tainted : null}
          </Text>
          <CodeBlock
            label={words.asksWith(found.tool)}
            copyLabel={words.copyArguments}
            code={JSON.stringify(found.arguments, null, 2)}
          />
          {decision.isError ? <ProblemAlert error={decision.error} /> : null}
          {buttons(found)}
        </Stack>
      )}
    </Loaded>
  );
}
