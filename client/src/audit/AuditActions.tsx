import { Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { AuditVerdict } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { download } from "../ui/download";
import { ProblemAlert } from "../ui/ProblemAlert";
import { absoluteTime } from "../ui/time";

interface AuditActionsProps {
  scope: Scope;
  onVerified: (verdict: AuditVerdict) => void;
}

/** Verifies the chain of entries, in words, and downloads the log. */
export function AuditActions({ scope, onVerified }: AuditActionsProps) {
  const api = inScope(scope);
  const verify = useMutation({
    mutationFn: () => bodyOf(api.GET("/api/audit/verify")),
    onSuccess: onVerified,
  });
  const save = useMutation({
    mutationFn: async () => {
      const lines = await bodyOf(api.GET("/api/audit/export", { parseAs: "text" }));
      download(`audit-${scope}.jsonl`, String(lines), "application/x-ndjson");
    },
  });
  const error = verify.error ?? save.error;
  return (
    <>
      <Group gap="xs">
        <Button loading={verify.isPending} onClick={() => verify.mutate()}>
          {texts.audit.verify}
        </Button>
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {texts.audit.save}
        </Button>
      </Group>
      {error === null ? null : <ProblemAlert error={error} />}
      <Text role="status" fw={500}>
        {verify.data === undefined ? null : verdictText(verify.data)}
      </Text>
    </>
  );
}

function verdictText({ checked, firstBroken, checkpoint, unsigned }: AuditVerdict): string {
  if (firstBroken === null) {
    const signedAt = checkpoint === null ? undefined : absoluteTime(new Date(checkpoint.at));
    return `${texts.audit.sound(checked)} ${texts.audit.signed(signedAt, unsigned)}`;
  }
  return texts.audit.broken(firstBroken.sequence, firstBroken.reason);
}
