import { Button, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ExecutionRecord } from "../api/schema";
import type { Scope } from "../api/scope";
import { fillForm } from "../forms/fillForm";
import { formQuery } from "../forms/useForms";
import * as texts from "../texts/texts";
import { LinkButton } from "../ui/LinkButton";
import { ProblemAlert } from "../ui/ProblemAlert";
import { partQuery } from "./runQuery";

interface ChangeButtonProps {
  scope: Scope;
  run: Pick<ExecutionRecord, "executionId" | "formId" | "workflowName">;
}

/** Opens the form or the workflow of a run, filled in with what the run was given. */
export function ChangeButton({ scope, run }: ChangeButtonProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const change = useMutation({
    mutationFn: async (formId: string) => {
      const [form, record] = await Promise.all([
        queries.fetchQuery(formQuery(scope, formId)),
        queries.fetchQuery(partQuery(scope, run.executionId, "input")),
      ]);
      fillForm(scope, form, record.inputData);
      await navigate({
        to: "/o/$organization/forms/$formId",
        params: { organization: scope, formId },
        search: {},
      });
    },
  });
  const { executionId, formId, workflowName } = run;
  if (formId === null) {
    return (
      <LinkButton
        to="/o/$organization/workflows/$name"
        params={{ organization: scope, name: workflowName }}
        search={{ from: executionId }}
      >
        {texts.runs.change}
      </LinkButton>
    );
  }
  return (
    <Stack gap="xs">
      <Button loading={change.isPending} onClick={() => change.mutate(formId)}>
        {texts.runs.change}
      </Button>
      {change.isError ? <ProblemAlert error={change.error} /> : null}
    </Stack>
  );
}
