import { Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { AuditVerdict } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { download } from "../ui/download";
import { ProblemAlert } from "../ui/ProblemAlert";

interface AuditActionsProps {
  scope: Scope;
}

/** Verifies the chain of entries, in words, and downloads the log. */
export function AuditActions({ scope }: AuditActionsProps) {
  const api = inScope(scope);
  const verify = useMutation({ mutationFn: () => bodyOf(api.GET("/api/audit/verify")) });
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

function verdictText({ checked, firstBroken }: AuditVerdict): string {
  if (firstBroken === null) return texts.audit.sound(checked);
  return texts.audit.broken(firstBroken.sequence, firstBroken.reason);
}
