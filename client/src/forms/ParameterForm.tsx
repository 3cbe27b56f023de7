import { Button, Stack } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { FormField } from "../api/schema";
import { ProblemAlert } from "../ui/ProblemAlert";
import type { Values } from "./answers/formState";
import { FaultSummary } from "./runner/FaultSummary";
import { FilledFields } from "./runner/FilledFields";
import { faultyFields } from "./runner/faultyFields";
import { NO_UPLOADS } from "./runner/noUploads";
import { useFilledForm } from "./runner/useFilledForm";
import type { ProviderSource } from "./runner/useProviders";

export type { Values } from "./answers/formState";
export type { Value } from "./expressions/values";
export type { ProviderSource } from "./runner/useProviders";

interface ParameterFormProps {
  label: string;
  fields: readonly FormField[];
  initial: Values;
  providers: ProviderSource;
  verb: string;
  isPending: boolean;
  /** Why it was refused as a whole. */
  error: Error | null;
  /** Why it was refused, by field. */
  refused: Readonly<Record<string, string>>;
  onSend: (values: Values) => void;
}

const NO_QUERY = {};
const NO_NAMES: readonly string[] = [];

/** Fields without a saved form, such as the parameters of a workflow. */
export function ParameterForm(props: ParameterFormProps) {
  const { label, fields, initial, providers, verb, isPending, error, refused, onSend } = props;
  const filled = useFilledForm({
    fields,
    initial,
    query: NO_QUERY,
    allowedQuery: NO_NAMES,
    launched: undefined,
    providers,
  });
  const { change } = filled;
  const [showsFaults, setShowsFaults] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const faults = faultyFields(filled);
  const isRefused = Object.keys(refused).length > 0;

  useEffect(() => change({ kind: "refuse", refused }), [change, refused]);

  function send(event: FormEvent) {
    event.preventDefault();
    setShowsFaults(true);
    if (faults.length === 0) onSend(filled.checked.values);
    else requestAnimationFrame(() => summary.current?.focus());
  }

  return (
    <form noValidate aria-label={label} onSubmit={send}>
      <Stack gap="md" maw="40rem">
        <FilledFields filled={filled} uploads={NO_UPLOADS} showsFaults={showsFaults} />
        {(showsFaults || isRefused) && faults.length > 0 ? (
          <FaultSummary ref={summary} faults={faults} />
        ) : null}
        {error === null || isRefused ? null : <ProblemAlert error={error} />}
        <div>
          <Button type="submit" variant="filled" loading={isPending}>
            {verb}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
