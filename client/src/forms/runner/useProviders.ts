import { useDebouncedValue } from "@mantine/hooks";
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FormField, Option, OptionsAnswer } from "../../api/schema";
import { hasProvider } from "../answers/formField";
import type { FormState, Values } from "../answers/formState";
import { inputNames } from "./dependents";

const TYPING_MS = 250;
const TYPED: ReadonlySet<FormField["type"]> = new Set(["text", "textarea", "email", "number"]);

/** The choices of a field with a data provider, or why there are none yet. */
export type Offered =
  | { readonly state: "blocked"; readonly missing: readonly string[] }
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly options: readonly Option[] }
  | { readonly state: "failed"; readonly error: Error; readonly retry: () => void };

/** Where the choices come from: those of a form, or of a workflow's parameters. */
export interface ProviderSource {
  /** Begins the key of every question. */
  readonly key: readonly string[];
  readonly ask: (provider: string, inputs: Values, signal: AbortSignal) => Promise<OptionsAnswer>;
}

/** Asks the data providers of the visible fields: side by side, each question once. */
export function useProviders(
  source: ProviderSource,
  state: FormState,
): ReadonlyMap<string, Offered> {
  const asking = state.fields.filter((field) => hasProvider(field) && state.isShown(field));
  const now = asking.map((field) => JSON.stringify(state.inputsOf(field) ?? null));
  const typed = asking.some((field) => dependsOnTyping(state.fields, field));
  const [settled] = useDebouncedValue(now.join("\n"), typed ? TYPING_MS : 0);
  const inputs = typed && settled.split("\n").length === now.length ? settled.split("\n") : now;

  const answers = useQueries({
    queries: asking.map((field, place) => {
      const given = JSON.parse(inputs[place] ?? "null") as Values | null; // written above
      return {
        queryKey: [...source.key, field.dataProvider, given],
        enabled: given !== null,
        staleTime: (query: { state: { data?: OptionsAnswer | undefined } }) =>
          timeLeft(query.state.data?.cache_expires_at),
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          source.ask(field.dataProvider ?? "", given ?? {}, signal),
      };
    }),
  });

  return useMemo(
    () =>
      new Map(
        asking.map(
          (field, place) => [field.name, offeredBy(state, field, answers[place])] as const,
        ),
      ),
    [asking, answers, state],
  );
}

interface Asked {
  readonly data: { options: readonly Option[] } | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

function offeredBy(state: FormState, field: FormField, asked: Asked | undefined): Offered {
  if (state.inputsOf(field) === undefined) {
    return { state: "blocked", missing: missingLabels(state, field) };
  }
  if (asked?.data) return { state: "ready", options: asked.data.options };
  if (asked?.error) {
    return { state: "failed", error: asked.error, retry: () => void asked.refetch() };
  }
  return { state: "loading" };
}

function missingLabels(state: FormState, field: FormField): string[] {
  const names = new Set(inputNames(field));
  return state.fields
    .filter(({ name }) => names.has(name) && !state.values[name])
    .map(({ label, name }) => label ?? name);
}

function dependsOnTyping(fields: readonly FormField[], field: FormField): boolean {
  const names = new Set(inputNames(field));
  return fields.some(({ name, type }) => names.has(name) && TYPED.has(type));
}

function timeLeft(expires: string | undefined): number {
  return expires === undefined ? 0 : Math.max(0, Date.parse(expires) - Date.now());
}
