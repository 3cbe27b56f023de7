/** A form that is being built: its content, what is selected, and the way back. Plain and pure. */

import type { FormCheck, FormField } from "../../api/schema";
import { freeName } from "./fieldTypes";
import { type FormContent, isSame } from "./formContent";
import { renamed } from "./renamed";

const MOST_STEPS = 50;

interface Step {
  readonly content: FormContent;
  readonly selected: number | undefined;
}

export interface BuilderState extends Step {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** What the last change was about: typing into one input is one step back. */
  readonly about: string | undefined;
  /** The content as the server has it, with its version; undefined while nothing is stored. */
  readonly saved: FormContent | undefined;
  readonly version: string | undefined;
  /** What the server said of the content that it has. */
  readonly check: FormCheck | undefined;
}

/** A form as the server has it. */
interface Stored {
  readonly content: FormContent;
  readonly version: string | undefined;
  readonly check?: FormCheck;
}

export type BuilderChange =
  | { readonly kind: "select"; readonly place: number | undefined }
  | { readonly kind: "add"; readonly field: FormField; readonly place?: number }
  | { readonly kind: "edit"; readonly place: number; readonly change: Partial<FormField> }
  | { readonly kind: "replace"; readonly place: number; readonly field: FormField }
  | { readonly kind: "rename"; readonly place: number; readonly name: string }
  | { readonly kind: "move"; readonly from: number; readonly to: number }
  | { readonly kind: "copy"; readonly place: number }
  | { readonly kind: "remove"; readonly place: number }
  | { readonly kind: "form"; readonly change: Partial<Omit<FormContent, "fields">> }
  | { readonly kind: "whole"; readonly content: FormContent }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  | { readonly kind: "saved"; readonly stored: Stored };

export function openedWith(content: FormContent, stored?: Stored): BuilderState {
  return {
    content,
    selected: content.fields.length > 0 ? 0 : undefined,
    past: [],
    future: [],
    about: undefined,
    saved: stored?.content,
    version: stored?.version,
    check: stored?.check,
  };
}

/** Whether there is anything that the server does not have. */
export function hasChanges({ content, saved }: BuilderState): boolean {
  return saved === undefined || !isSame(content, saved);
}

export function changedBuilder(state: BuilderState, change: BuilderChange): BuilderState {
  switch (change.kind) {
    case "select":
      return { ...state, selected: change.place, about: undefined };
    case "undo":
      return back(state);
    case "redo":
      return forward(state);
    case "saved":
      return {
        ...state,
        saved: change.stored.content,
        version: change.stored.version,
        check: change.stored.check,
        about: undefined,
      };
    case "form":
      return stepped(
        state,
        { ...state, content: { ...state.content, ...change.change } },
        `form ${Object.keys(change.change).join()}`,
      );
    case "whole":
      return stepped(state, {
        content: change.content,
        selected: change.content.fields.length > 0 ? 0 : undefined,
      });
    default:
      return changedFields(state, change);
  }
}

type FieldChange = Exclude<
  BuilderChange,
  { kind: "select" | "undo" | "redo" | "saved" | "form" | "whole" }
>;

function changedFields(state: BuilderState, change: FieldChange): BuilderState {
  const { fields } = state.content;
  switch (change.kind) {
    case "add":
      return added(state, change.field, change.place ?? (state.selected ?? fields.length - 1) + 1);
    case "copy": {
      const field = fields[change.place];
      return field === undefined ? state : added(state, copyOf(field, fields), change.place + 1);
    }
    case "remove": {
      const left = fields.filter((_, place) => place !== change.place);
      const selected = left.length === 0 ? undefined : Math.min(change.place, left.length - 1);
      return withFields(state, left, selected);
    }
    case "move":
      return moved(state, change.from, change.to);
    case "rename":
      return withFields(state, renamed(fields, change.place, change.name), state.selected);
    case "replace":
      return withFields(state, put(fields, change.place, change.field), change.place);
    default: {
      const field = fields[change.place];
      if (field === undefined) return state;
      const about = `${change.place} ${Object.keys(change.change).join()}`;
      const edited = put(fields, change.place, { ...field, ...change.change });
      return withFields(state, edited, change.place, about);
    }
  }
}

function added(state: BuilderState, field: FormField, place: number): BuilderState {
  return withFields(state, state.content.fields.toSpliced(place, 0, field), place);
}

function copyOf(field: FormField, fields: readonly FormField[]): FormField {
  return { ...field, name: freeName(field.name, fields) };
}

function moved(state: BuilderState, from: number, to: number): BuilderState {
  const { fields } = state.content;
  const field = fields[from];
  const target = Math.max(0, Math.min(fields.length - 1, to));
  if (field === undefined || target === from) return state;
  return withFields(state, fields.toSpliced(from, 1).toSpliced(target, 0, field), target);
}

function put(fields: readonly FormField[], place: number, field: FormField): FormField[] {
  return fields.map((one, at) => (at === place ? field : one));
}

function withFields(
  state: BuilderState,
  fields: readonly FormField[],
  selected: number | undefined,
  about?: string,
): BuilderState {
  return stepped(state, { content: { ...state.content, fields }, selected }, about);
}

/** The next step; one that is about the same as the last is no step of its own. */
function stepped(state: BuilderState, next: Step, about?: string): BuilderState {
  const goesOn = about !== undefined && about === state.about && state.past.length > 0;
  const before: Step = { content: state.content, selected: state.selected };
  return {
    ...state,
    content: next.content,
    selected: next.selected,
    past: goesOn ? state.past : [...state.past, before].slice(-MOST_STEPS),
    future: [],
    about,
  };
}

function back(state: BuilderState): BuilderState {
  const before = state.past.at(-1);
  if (before === undefined) return state;
  const now: Step = { content: state.content, selected: state.selected };
  const past = state.past.slice(0, -1);
  return { ...state, ...before, past, future: [now, ...state.future], about: undefined };
}

function forward(state: BuilderState): BuilderState {
  const [next, ...future] = state.future;
  if (next === undefined) return state;
  const now: Step = { content: state.content, selected: state.selected };
  return { ...state, ...next, past: [...state.past, now], future, about: undefined };
}
