/** Two authors changed one form: what each did, and a form that has both. */

import type { FormField } from "../../api/schema";
import { FIELD_KEYS, type FormContent, isSame, tidyField } from "./formContent";

export type Side = "theirs" | "mine";

/** Something that both changed, each in another way. An undefined value means that it is gone. */
export interface Clash {
  readonly key: string;
  /** The field it is in; undefined for the form itself. */
  readonly field: string | undefined;
  /** The property; undefined for a whole field. */
  readonly property: string | undefined;
  readonly theirs: unknown;
  readonly mine: unknown;
}

/** Something that one of them changed. */
export type Change = Omit<Clash, "mine"> & { readonly before: unknown };

export interface Merge {
  readonly clashes: readonly Clash[];
  /** What they changed and I did not. */
  readonly taken: readonly Change[];
  readonly merged: FormContent;
}

type Choices = Readonly<Record<string, Side>>;
const FORM_KEYS = [
  "name",
  "description",
  "linkedWorkflow",
  "accessLevel",
  "isActive",
  "launchWorkflowId",
  "allowedQueryParams",
  "defaultLaunchParams",
] as const satisfies readonly (keyof FormContent)[];

/** Merges what each made of the same form; where both changed the same, the choice decides. */
export function mergedForms(
  base: FormContent,
  theirs: FormContent,
  mine: FormContent,
  choices: Choices = {},
): Merge {
  const merge = new Merging(choices);
  const settings = merge.properties(FORM_KEYS, undefined, base, theirs, mine);
  const fields = merge.fields(base.fields, theirs.fields, mine.fields);
  const merged = { ...mine, ...settings, fields };
  return { clashes: merge.clashes, taken: merge.taken, merged };
}

class Merging {
  readonly clashes: Clash[] = [];
  readonly taken: Change[] = [];
  private readonly choices: Choices;

  constructor(choices: Choices) {
    this.choices = choices;
  }

  /** The properties of a form or of a field that both have, each by itself. */
  properties<T extends object>(
    keys: readonly (keyof T & string)[],
    field: string | undefined,
    base: T | undefined,
    theirs: T,
    mine: T,
  ): Partial<T> {
    const found: Partial<T> = {};
    for (const property of keys) {
      const key = `${field ?? ""}\n${property}`;
      const about = { key, field, property, theirs: theirs[property] };
      const value = this.decided(about, base?.[property], mine[property]);
      if (value !== undefined) found[property] = value as T[typeof property];
    }
    return found;
  }

  fields(
    base: readonly FormField[],
    theirs: readonly FormField[],
    mine: readonly FormField[],
  ): FormField[] {
    const order = orderOf(base, theirs, mine);
    return order.flatMap((name) => {
      const field = this.field(name, named(base, name), named(theirs, name), named(mine, name));
      return field === undefined ? [] : [field];
    });
  }

  private field(
    name: string,
    base: FormField | undefined,
    theirs: FormField | undefined,
    mine: FormField | undefined,
  ): FormField | undefined {
    if (theirs === undefined || mine === undefined) {
      const about = { key: name, field: name, property: undefined, theirs };
      return this.decided(about, base, mine) as FormField | undefined;
    }
    const found = this.properties<FormField>(FIELD_KEYS, name, base, theirs, mine);
    return tidyField(found as FormField); // its name and type are among the properties
  }

  private decided(about: Omit<Clash, "mine">, base: unknown, mine: unknown): unknown {
    const { theirs, key } = about;
    if (isSame(theirs, mine) || isSame(theirs, base)) return mine;
    if (isSame(mine, base)) {
      this.taken.push({ ...about, before: base });
      return theirs;
    }
    this.clashes.push({ ...about, mine });
    return this.choices[key] === "theirs" ? theirs : mine;
  }
}

/** The names of all fields: in my order if I changed it, else in theirs; others' new ones after theirs. */
function orderOf(
  base: readonly FormField[],
  theirs: readonly FormField[],
  mine: readonly FormField[],
): string[] {
  const [first, second] = isMoved(base, mine) ? [mine, theirs] : [theirs, mine];
  const names = first.map(({ name }) => name);
  second.forEach(({ name }, place) => {
    if (names.includes(name)) return;
    const before = names.indexOf(second[place - 1]?.name ?? "");
    names.splice(before + 1, 0, name);
  });
  return names;
}

/** Whether the fields that both have stand in another order. */
function isMoved(base: readonly FormField[], fields: readonly FormField[]): boolean {
  const kept = fields.filter(({ name }) => named(base, name)).map(({ name }) => name);
  const before = base.filter(({ name }) => named(fields, name)).map(({ name }) => name);
  return !isSame(kept, before);
}

function named(fields: readonly FormField[], name: string): FormField | undefined {
  return fields.find((field) => field.name === name);
}
