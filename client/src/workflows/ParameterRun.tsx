import { Grid, Text } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import { ApiProblem } from "../api/problems";
import type { JsonValue, ParameterView } from "../api/schema";
import type { Scope } from "../api/scope";
import { ParameterForm, type Values } from "../forms/ParameterForm";
import { RunPanelLater } from "../runs/RunPanelLater";
import * as texts from "../texts/texts";
import { fieldOf } from "./parameterFields";
import { parameterInput } from "./parameterInput";
import { parameterProviders } from "./parameterProviders";

/** What starts a run and resolves to its id: a mutation of TanStack Query. */
export interface Start {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly mutate: (
    input: Record<string, JsonValue>,
    then: { onError: (error: Error) => void; onSuccess: (executionId: string) => void },
  ) => void;
}

interface ParameterRunProps {
  scope: Scope;
  parameters: readonly ParameterView[];
  start: Start;
  /** What the fields are filled in with at first. */
  initial?: Values;
}

const NOTHING = {};

/** Fills in parameters and starts a run, which is shown beside. */
export function ParameterRun({ scope, parameters, start, initial = NOTHING }: ParameterRunProps) {
  const fields = useMemo(() => parameters.map(fieldOf), [parameters]);
  const providers = useMemo(() => parameterProviders(scope), [scope]);
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>(NOTHING);
  const [executionId, setExecutionId] = useState<string>();
  const panel = useRef<HTMLDivElement>(null);

  function send(typed: Readonly<Record<string, unknown>>) {
    const { input, faults } = parameterInput(parameters, typed);
    setRefused(faults);
    if (Object.keys(faults).length > 0 || start.isPending) return;
    start.mutate(input, {
      onError: (error) => setRefused(refusedParameters(error)),
      onSuccess: show,
    });
  }

  function show(started: string) {
    setExecutionId(started);
    requestAnimationFrame(() => panel.current?.focus());
  }

  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 6 }}>
        {fields.length === 0 ? <Text c="dimmed">{texts.workflows.noParameters}</Text> : null}
        <ParameterForm
          label={texts.workflows.parameters}
          fields={fields}
          initial={initial}
          providers={providers}
          verb={texts.workflows.run}
          isPending={start.isPending}
          error={start.error}
          refused={refused}
          onSend={send}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        {executionId === undefined ? null : (
          <div ref={panel} tabIndex={-1}>
            <RunPanelLater key={executionId} scope={scope} executionId={executionId} />
          </div>
        )}
      </Grid.Col>
    </Grid>
  );
}

/** The server's words about single parameters; empty if it refused for another reason. */
function refusedParameters(error: Error): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  const found = error.details.flatMap(({ location, message }) => {
    const at = location.indexOf("inputData");
    const name = location[at < 0 ? location.length - 1 : at + 1];
    return typeof name === "string" ? [[name, message] as const] : [];
  });
  return Object.fromEntries(found);
}
