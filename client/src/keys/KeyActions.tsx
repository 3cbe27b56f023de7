import { Button, Group, NativeSelect, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { ApiKeyView } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { type Disposal, WaitingRuns } from "../ui/WaitingRuns";
import { keysQuery } from "./keyQueries";

interface KeyActionsProps {
  apiKey: ApiKeyView;
  /** Takes a new key, which is shown once: this one may be gone from the list by then. */
  onMade: (made: ApiKeyView) => void;
}

const ENDS = ["0", "1", "24", "168"] as const;

/** What can be done with a key that is valid. */
export function KeyActions({ apiKey, onMade }: KeyActionsProps) {
  const { id, description, maskedKey } = apiKey;
  const name = description || maskedKey;
  const scope = useScope();
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const [asking, setAsking] = useState<"rotate" | "revoke">();
  const [hours, setHours] = useState<(typeof ENDS)[number]>("24");
  const [disposal, setDisposal] = useState<Disposal>("cancel");
  const path = { key_id: id };
  const close = () => setAsking(undefined);
  const refresh = () => queries.invalidateQueries({ queryKey: keysQuery(scope).queryKey });

  async function rotate() {
    const call = inScope(scope).POST("/api/workflow-keys/{key_id}/rotate", {
      params: { path },
      body: { hours: Number(hours) },
    });
    onMade(await bodyOf(call));
    await refresh();
  }

  async function revoke() {
    const params = { path, query: { waiting: disposal } };
    await bodyOf(inScope(scope).DELETE("/api/workflow-keys/{key_id}", { params }));
    await refresh();
  }

  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        size="xs"
        aria-label={texts.apiKeys.rotateOf(name)}
        onClick={() => setAsking("rotate")}
      >
        {texts.apiKeys.rotate}
      </Button>
      <Button
        size="xs"
        aria-label={texts.apiKeys.revokeOf(name)}
        onClick={() => setAsking("revoke")}
      >
        {texts.apiKeys.revoke}
      </Button>
      <ConfirmDialog
        opened={asking === "rotate"}
        title={texts.apiKeys.rotateTitle(name)}
        organization={organization}
        verb={texts.apiKeys.rotateVerb}
        onConfirm={rotate}
        onClose={close}
      >
        <Text>{texts.apiKeys.rotateSays}</Text>
        <NativeSelect
          label={texts.apiKeys.oldEnds}
          value={hours}
          data={ENDS.map((value) => ({ value, label: texts.apiKeys.ends[value] }))}
          onChange={({ currentTarget: { value } }) =>
            setHours(ENDS.find((one) => one === value) ?? hours)
          }
        />
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === "revoke"}
        title={texts.apiKeys.revokeTitle(name)}
        organization={organization}
        verb={texts.apiKeys.revoke}
        danger
        onConfirm={revoke}
        onClose={close}
      >
        <Text>{texts.apiKeys.revokeSays}</Text>
        <WaitingRuns
          ask={() =>
            bodyOf(inScope(scope).GET("/api/workflow-keys/{key_id}/waiting", { params: { path } }))
          }
          value={disposal}
          onChange={setDisposal}
        />
      </ConfirmDialog>
    </Group>
  );
}
