import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { FormView } from "../../api/schema";
import type { Scope } from "../../api/scope";
import type { Values } from "../answers/formState";
import { ownZone } from "../answers/moments";
import type { Value } from "../expressions/values";
import { dropFormDraft, saveFormDraft } from "./drafts";
import { faultyFields } from "./faultyFields";
import { formProviders } from "./formProviders";
import { type StartChoice, startTime } from "./startTimes";
import { useFieldUploads } from "./useFieldUploads";
import { useFilledForm } from "./useFilledForm";
import { refusedFields, type Submitted, useSubmission } from "./useSubmission";

export interface FormRunnerOptions {
  scope: Scope;
  form: FormView;
  query: Readonly<Record<string, string>>;
  /** What the form is filled with when it opens. */
  initial: Values;
  launched: { result: Value; token: string | null } | undefined;
  onSent: (executionId: string) => void;
}

const NO_FIELDS: readonly never[] = [];

/** A form that is filled in and sent: its state, and what its buttons do. */
export function useFormRunner({
  scope,
  form,
  query,
  initial,
  launched,
  onSent,
}: FormRunnerOptions) {
  const fields = form.formSchema.fields ?? NO_FIELDS;
  const providers = useMemo(() => formProviders(scope, form.id), [scope, form.id]);
  const filled = useFilledForm({
    fields,
    initial,
    query,
    allowedQuery: form.allowedQueryParams,
    launched: launched?.result,
    providers,
  });
  const { change } = filled;
  const { answers } = filled.form;
  const uploads = useFieldUploads(scope, form.id, fields, change);
  const submission = useSubmission(scope, form);
  const [start, setStart] = useState<{ choice: StartChoice; at: string }>({
    choice: "now",
    at: "",
  });
  const [showsFaults, setShowsFaults] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const faults = faultyFields(filled);

  useEffect(
    () => saveFormDraft(scope, form.id, fields, answers),
    [scope, form.id, fields, answers],
  );

  function refuse(error: Error) {
    change({ kind: "refuse", refused: refusedFields(error) });
    focusSoon(summary);
  }

  function accept(executionId: string) {
    dropFormDraft(scope, form.id);
    onSent(executionId);
  }

  function send() {
    setShowsFaults(true);
    if (faults.length > 0) return focusSoon(summary);
    if (uploads.isBusy || submission.isPending) return;
    const at = startTime(start.choice, start.at, new Date());
    const body = submitted(filled.checked.values, query, launched?.token, at);
    submission.mutate(body, { onError: refuse, onSuccess: accept });
  }

  function reset() {
    uploads.clear();
    dropFormDraft(scope, form.id);
    change({ kind: "reset", answers: {} });
    setShowsFaults(false);
    submission.reset();
  }

  const isRefused = Object.keys(filled.form.refused).length > 0;
  const shownFaults = showsFaults || isRefused ? faults : [];
  return {
    filled,
    uploads,
    submission,
    start,
    setStart,
    showsFaults,
    shownFaults,
    summary,
    send,
    reset,
  };
}

function submitted(
  values: Values,
  query: Readonly<Record<string, string>>,
  startupToken: string | null | undefined,
  at: Date | undefined,
): Submitted {
  return {
    formData: values as Record<string, never>, // values of a form are JSON
    queryParams: query,
    timeZone: ownZone(),
    ...(startupToken ? { startupToken } : {}),
    ...(at === undefined ? {} : { scheduledAt: at.toISOString() }),
  };
}

/** Gives the focus to what the next paint shows. */
function focusSoon(target: RefObject<HTMLElement | null>): void {
  requestAnimationFrame(() => target.current?.focus());
}
