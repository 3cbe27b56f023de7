import { Button, Group, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { FormView } from "../../api/schema";
import type { Scope } from "../../api/scope";
import { RunPanelLater } from "../../runs/RunPanelLater";
import * as texts from "../../texts/texts";
import { Page } from "../../ui/Page";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { SkeletonRows } from "../../ui/SkeletonRows";
import type { Value } from "../expressions/values";
import { readsLaunch } from "./dependents";
import { formDraft } from "./drafts";
import { FormLinks } from "./FormLinks";
import { FormProblems } from "./FormProblems";
import { FormRunner } from "./FormRunner";
import classes from "./OpenForm.module.css";
import { allowedQuery, prefilled } from "./prefill";
import { useLaunch } from "./useLaunch";

const route = getRouteApi("/o/$organization/forms/$formId");

const FORM_ID = "form";

interface OpenFormProps {
  scope: Scope;
  form: FormView;
}

/** A form that is there, and the run that it started. */
export function OpenForm({ scope, form }: OpenFormProps) {
  const query = allowedQuery(form, route.useSearch());
  const launch = useLaunch(scope, form, query);
  const [executionId, setExecutionId] = useState<string>();
  const panel = useRef<HTMLDivElement>(null);
  const fields = form.formSchema.fields ?? [];
  const draft = formDraft(scope, form.id, fields);
  const waits = launch.isLoading && fields.some(readsLaunch);

  function show(started: string) {
    setExecutionId(started);
    requestAnimationFrame(() => panel.current?.focus());
  }

  const launched = launch.data && {
    result: launch.data.result as Value, // JSON of the launch workflow
    token: launch.data.startupToken,
  };
  return (
    <Page
      title={form.name}
      says={form.description ?? undefined}
      action={<FormLinks scope={scope} form={form} />}
    >
      <div className={classes.columns}>
        <div>
          <Stack gap="md">
            {form.problems.length > 0 ? <FormProblems problems={form.problems} /> : null}
            {launch.isError ? (
              <ProblemAlert error={launch.error} onRetry={() => launch.refetch()} />
            ) : null}
            {waits ? (
              <SkeletonRows rows={5} height={60} />
            ) : (
              <FormRunner
                id={FORM_ID}
                scope={scope}
                form={form}
                query={query}
                initial={{ ...draft, ...prefilled(fields, query) }}
                isDraft={draft !== undefined}
                launched={launched}
                onSent={show}
              />
            )}
          </Stack>
        </div>
        <div>
          {executionId === undefined ? null : (
            <Stack gap="xs">
              <div ref={panel} tabIndex={-1}>
                <RunPanelLater scope={scope} executionId={executionId} />
              </div>
              <Group>
                <Button type="submit" form={FORM_ID}>
                  {texts.forms.sendAgain}
                </Button>
              </Group>
            </Stack>
          )}
        </div>
      </div>
    </Page>
  );
}
