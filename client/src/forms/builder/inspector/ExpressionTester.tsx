import { Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import type { FormField } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import { Expression } from "../../expressions/expression";
import { ExpressionError } from "../../expressions/expressionError";
import { traceOf } from "../../expressions/trace";
import type { Value } from "../../expressions/values";
import { inputNames } from "../../runner/dependents";
import { FormFieldView } from "../../runner/fields/FormFieldView";
import { NO_UPLOADS } from "../../runner/noUploads";
import { useFilledForm } from "../../runner/useFilledForm";
import type { ProviderSource } from "../../runner/useProviders";
import { TraceTree } from "./TraceTree";

interface ExpressionTesterProps {
  expression: string;
  fields: readonly FormField[];
  providers: ProviderSource;
  verdicts: readonly [string, string];
}

const NOTHING = {};

/** Fills in what an expression reads, and shows which part of it is false. */
export function ExpressionTester(props: ExpressionTesterProps) {
  const { expression, fields, providers, verdicts } = props;
  const [query, setQuery] = useState<Readonly<Record<string, string>>>(NOTHING);
  const [launched, setLaunched] = useState("{}");
  const read = useMemo(() => readIn(expression), [expression]);
  const asked = useMemo(() => withInputs(fields, read.fields), [fields, read]);
  const filled = useFilledForm({
    fields: asked,
    initial: NOTHING,
    query,
    allowedQuery: read.query,
    launched: jsonIn(launched),
    providers,
  });
  if (read.error !== undefined) {
    return (
      <Text size="sm" c="var(--mantine-color-error)" role="status">
        {texts.builder.unreadable(read.error)}
      </Text>
    );
  }
  const { state, offered, change } = filled;
  const trace = traceOf(expression, state.context);
  return (
    <Stack component="section" gap="xs" aria-label={texts.builder.tester}>
      <Text size="sm" c="dimmed">
        {texts.builder.testerSays}
      </Text>
      {asked.map((field, place) => (
        <FormFieldView
          key={field.name}
          field={{ ...field, helpText: null }}
          id={`test-${place}-${expression.length}`}
          value={state.values[field.name]}
          isRequired={false}
          fault={undefined}
          notice={undefined}
          context={state.context}
          offered={offered.get(field.name)}
          uploads={NO_UPLOADS}
          onChange={(value, option) =>
            change({ kind: "answer", field, value, ...(option ? { option } : {}) })
          }
        />
      ))}
      {read.query.map((name) => (
        <TextInput
          key={name}
          label={texts.builder.queryOf(name)}
          value={query[name] ?? ""}
          onChange={(event) => setQuery({ ...query, [name]: event.currentTarget.value })}
        />
      ))}
      {read.readsLaunch ? (
        <Textarea
          label={texts.builder.launchResult}
          value={launched}
          autosize
          onChange={(event) => setLaunched(event.currentTarget.value)}
        />
      ) : null}
      <Text fw={500} role="status">
        {trace.holds ? verdicts[0] : verdicts[1]}
      </Text>
      <TraceTree trace={trace} />
    </Stack>
  );
}

interface Read {
  readonly fields: ReadonlySet<string>;
  readonly query: readonly string[];
  readonly readsLaunch: boolean;
  readonly error: string | undefined;
}

function readIn(expression: string): Read {
  const names = [...expression.matchAll(/\bquery\??\.([A-Za-z_$][A-Za-z0-9_$]*)/g)];
  const query = [...new Set(names.map((match) => match[1] ?? ""))];
  const readsLaunch = /\bworkflow\b/.test(expression);
  try {
    return { fields: new Expression(expression).fields, query, readsLaunch, error: undefined };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { fields: new Set(), query, readsLaunch, error: error.message };
  }
}

/** The fields with these names, and those that their choices depend on. */
function withInputs(fields: readonly FormField[], names: ReadonlySet<string>): FormField[] {
  const wanted = new Set(names);
  // A field depends only on those above it, so one pass from the end finds all.
  for (const field of fields.toReversed()) {
    const inputs = wanted.has(field.name) ? inputNames(field) : [];
    for (const name of inputs) wanted.add(name);
  }
  return fields.filter(({ name }) => wanted.has(name));
}

function jsonIn(text: string): Value {
  try {
    return JSON.parse(text) as Value; // JSON is a value
  } catch {
    return undefined;
  }
}
