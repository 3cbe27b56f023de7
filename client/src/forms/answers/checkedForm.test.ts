import { describe, expect, it } from "vitest";
import shared from "../../../../shared/forms/answer_vectors.json" with { type: "json" };
import type { FormField } from "../../api/schema";
import type { Value } from "../expressions/values";
import { AnswerFault } from "./answerFault";
import { type CheckedForm, checkedForm } from "./checkedForm";
import { FormState, type Values } from "./formState";
import { momentIn } from "./moments";

interface Vector {
  readonly name: string;
  readonly fields: readonly FormField[];
  readonly formData?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly workflow?: Value;
  readonly timeZone?: string;
  readonly choices?: Readonly<Record<string, readonly Value[]>>;
  readonly uploaded?: readonly string[];
  readonly repeated?: boolean;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly faults?: Readonly<Record<string, string>>;
  readonly messages?: Readonly<Record<string, string>>;
}

const vectors = shared.vectors as unknown as readonly Vector[]; // JSON of many shapes

/** Writes out what a vector repeats. */
function whole(vector: Vector, data: Readonly<Record<string, unknown>> = {}): Values {
  const entries = Object.entries(data).map(([name, value]) => [
    name,
    vector.repeated ? repeated(value as { repeat: string | Value[]; times: number }) : value,
  ]);
  return Object.fromEntries(entries) as Values;
}

function repeated({ repeat, times }: { repeat: string | Value[]; times: number }): Value {
  return typeof repeat === "string"
    ? repeat.repeat(times)
    : Array.from({ length: times }, () => repeat).flat();
}

/** Checks a vector, with its uploads in the place of what the server looks up. */
function outcomeOf(vector: Vector): CheckedForm {
  const state = new FormState(vector.fields, {
    answers: whole(vector, vector.formData),
    query: vector.query ?? {},
    workflow: vector.workflow,
  });
  const offered = (field: FormField) => vector.choices?.[field.dataProvider ?? ""];
  const found = checkedForm(state, offered, vector.timeZone ?? "");
  const faults = new Map(found.faults);
  for (const field of vector.fields.filter(({ type }) => type === "file")) {
    const paths = [found.values[field.name] ?? []].flat();
    if (!paths.every((path) => vector.uploaded?.includes(String(path)))) {
      faults.set(field.name, new AnswerFault("fileMissing", "it was not uploaded"));
    }
  }
  return { values: found.values, faults };
}

/** Compares times as moments: the browser leaves the offset to the server. */
function comparable(vector: Vector, values: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = vector.fields.find((each) => each.name === name);
      const isTime = field?.type === "datetime" && !field.options && !field.dataProvider;
      return [name, isTime ? momentIn(String(value).trim(), vector.timeZone ?? "") : value];
    }),
  );
}

function isOfAuthor(vector: Vector, message: string): boolean {
  return vector.fields.some(({ validation }) => validation?.message === message);
}

describe("the vectors that the server passes too", () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))("%s", (_, vector) => {
    const found = outcomeOf(vector);
    const codes = Object.fromEntries([...found.faults].map(([name, { code }]) => [name, code]));

    expect(codes).toEqual(vector.faults ?? {});
    for (const [name, message] of Object.entries(vector.messages ?? {})) {
      if (!isOfAuthor(vector, message)) {
        continue; // the client has sentences of its own
      }
      expect(found.faults.get(name)?.message).toBe(message);
    }
    if (vector.values) {
      const expected = whole(vector, vector.values);
      expect(comparable(vector, found.values)).toEqual(comparable(vector, expected));
    }
  });
});
