import { useDebouncedValue } from "@mantine/hooks";
import { type Dispatch, useMemo, useReducer, useRef, useState } from "react";
import type { Scope } from "../../api/scope";
import { type StoredForm, useFormCheck } from "./builderQueries";
import { type BuilderChange, type BuilderState, changedBuilder, hasChanges } from "./builderState";
import { type FormFault, faultsOf } from "./faults";
import { type FormContent, isSame } from "./formContent";
import { FormConflict, useFormSave } from "./useFormSave";
import { type RoleChoice, useRoleChoice } from "./useRoleChoice";

const TYPING_MS = 600;

export interface BuilderHandle {
  readonly state: BuilderState;
  readonly change: Dispatch<BuilderChange>;
  readonly check: ReturnType<typeof useFormCheck>;
  readonly faults: readonly FormFault[];
  readonly roles: RoleChoice;
  readonly hasChanges: boolean;
  /** Tells whether there is anything to lose, also in the middle of an event. */
  readonly mayLeave: () => boolean;
  readonly isSaving: boolean;
  readonly error: Error | null;
  /** What somebody else saved meanwhile. */
  readonly theirs: StoredForm | undefined;
  readonly forgetTheirs: () => void;
  readonly save: () => Promise<void>;
  readonly saveMerged: (merged: FormContent) => Promise<void>;
}

/** A form that is built: its state, what the server says of it, and how it is stored. */
export function useBuilder(
  scope: Scope,
  formId: string | undefined,
  initial: BuilderState,
  showsRoles: boolean,
  onSaved: (formId: string) => void,
): BuilderHandle {
  const [state, change] = useReducer(changedBuilder, initial);
  const [settled] = useDebouncedValue(state.content, TYPING_MS);
  const check = useFormCheck(
    scope,
    formId,
    settled,
    state.saved !== undefined && isSame(settled, state.saved) ? state.check : undefined,
  );
  const faults = useMemo(() => faultsOf(check.error), [check.error]);
  const roles = useRoleChoice(scope, formId, showsRoles);
  const saving = useFormSave(scope);
  const [error, setError] = useState<Error | null>(null);
  const [theirs, setTheirs] = useState<StoredForm>();
  const isLeaving = useRef(false);
  const isChanged = hasChanges(state) || roles.hasChanges;

  async function store(content: FormContent, version: string | undefined) {
    setError(null);
    try {
      const saved = await saving.mutateAsync({ formId, content, version });
      await roles.apply(saved.id);
      change({ kind: "saved", stored: saved });
      isLeaving.current = formId === undefined;
      onSaved(saved.id);
    } catch (reason) {
      if (reason instanceof FormConflict) setTheirs(reason.theirs);
      else setError(reason instanceof Error ? reason : new Error(String(reason)));
    }
  }

  async function saveMerged(merged: FormContent) {
    if (theirs === undefined) return;
    setTheirs(undefined);
    change({ kind: "whole", content: merged });
    change({ kind: "saved", stored: theirs });
    await store(merged, theirs.version);
  }

  return {
    state,
    change,
    check,
    faults,
    roles,
    hasChanges: isChanged,
    mayLeave: () => isLeaving.current || !isChanged,
    isSaving: saving.isPending,
    error,
    theirs,
    forgetTheirs: () => setTheirs(undefined),
    save: () => store(state.content, state.version),
    saveMerged,
  };
}
