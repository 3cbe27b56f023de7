import { useCallback, useMemo, useReducer } from "react";
import type { FormField } from "../../api/schema";
import { measured } from "../../ui/measured";
import { type CheckedForm, checkedForm } from "../answers/checkedForm";
import { FormState, type Values } from "../answers/formState";
import { ownZone } from "../answers/moments";
import type { Value } from "../expressions/values";
import { changedForm, type FilledChange, type FilledForm, filledWith } from "./filledForm";
import { type Offered, type ProviderSource, useProviders } from "./useProviders";

export interface FilledFormHandle {
  readonly form: FilledForm;
  readonly state: FormState;
  readonly offered: ReadonlyMap<string, Offered>;
  readonly checked: CheckedForm;
  readonly change: (change: FilledChange) => void;
}

interface FilledFormOptions {
  readonly fields: readonly FormField[];
  readonly initial: Values;
  readonly query: Readonly<Record<string, string>>;
  readonly allowedQuery: readonly string[];
  /** The result of the launch workflow, once it is there. */
  readonly launched: Value;
  readonly providers: ProviderSource;
}

/** What follows from an answer has to be there before the next key: the browser tests hold it to 4 ms. */
const STATE = "form-state";
const CHECK = "form-check";

/** A form that is being filled in: what was typed, and everything that follows from it. */
export function useFilledForm(options: FilledFormOptions): FilledFormHandle {
  const { fields, query, allowedQuery, launched, providers } = options;
  const reduce = useCallback(
    (form: FilledForm, change: FilledChange) => changedForm(fields, form, change),
    [fields],
  );
  const [form, change] = useReducer(reduce, options.initial, filledWith);
  const state = useMemo(
    () =>
      measured(
        STATE,
        () =>
          new FormState(fields, { answers: form.answers, query, allowedQuery, workflow: launched }),
      ),
    [fields, form.answers, query, allowedQuery, launched],
  );
  const offered = useProviders(providers, state);
  const checked = useMemo(
    () =>
      measured(CHECK, () =>
        checkedForm(state, (field) => valuesOffered(offered.get(field.name)), ownZone()),
      ),
    [state, offered],
  );
  return { form, state, offered, checked, change };
}

function valuesOffered(offered: Offered | undefined): readonly Value[] | undefined {
  return offered?.state === "ready" ? offered.options.map(({ value }) => value) : undefined;
}
