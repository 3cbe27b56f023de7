import { describe, expect, it } from "vitest";
import type { FormField } from "../../api/schema";
import {
  type BuilderChange,
  type BuilderState,
  changedBuilder,
  hasChanges,
  openedWith,
} from "./builderState";
import { newField, withType } from "./fieldTypes";
import { EMPTY_FORM, tidyField } from "./formContent";

const field = (name: string): FormField => ({ name, type: "text", label: name });
const opened = (...names: string[]) =>
  openedWith({ ...EMPTY_FORM, name: "Form", fields: names.map(field) });
const changed = (state: BuilderState, ...changes: BuilderChange[]) =>
  changes.reduce(changedBuilder, state);
const names = ({ content }: BuilderState) => content.fields.map(({ name }) => name).join("");

describe("fields", () => {
  it("come after the selected one, and are selected", () => {
    const state = changed(opened("a", "b"), { kind: "add", field: field("c") });
    expect(names(state)).toBe("acb");
    expect(state.selected).toBe(1);
  });

  it("move within the form, and stay selected", () => {
    const state = changed(opened("a", "b", "c"), { kind: "move", from: 0, to: 9 });
    expect(names(state)).toBe("bca");
    expect(state.selected).toBe(2);
    expect(changed(state, { kind: "move", from: 2, to: 3 })).toBe(state);
  });

  it("are copied under a free name, and removed with the next one selected", () => {
    const copied = changed(opened("a", "a_2"), { kind: "copy", place: 0 });
    expect(copied.content.fields[1]?.name).toBe("a_3");
    const removed = changed(copied, { kind: "remove", place: 2 });
    expect(removed.selected).toBe(1);
    expect(changed(opened("a"), { kind: "remove", place: 0 }).selected).toBeUndefined();
  });

  it("are renamed wherever they are named", () => {
    const reader: FormField = {
      ...field("b"),
      visibilityExpression: 'context.field.a === "a" && field["a"].length > 1 && query.a',
      dataProvider: "p",
      dataProviderInputs: {
        one: { mode: "fieldRef", fieldName: "a" },
        two: { mode: "expression", expression: "field.a + field.ab" },
      },
      autoFill: { a: "key" },
    };
    const form = openedWith({ ...EMPTY_FORM, fields: [field("a"), reader] });
    const [, b] = changed(form, { kind: "rename", place: 0, name: "a b" }).content.fields;
    expect(b?.visibilityExpression).toBe(
      'context.field["a b"] === "a" && field["a b"].length > 1 && query.a',
    );
    expect(b?.dataProviderInputs?.one?.fieldName).toBe("a b");
    expect(b?.dataProviderInputs?.two?.expression).toBe('field["a b"] + field.ab');
    expect(b?.autoFill).toEqual({ "a b": "key" });
  });
});

describe("the way back", () => {
  it("undoes and does again, and forgets what was undone at the next change", () => {
    const state = changed(opened("a"), { kind: "remove", place: 0 }, { kind: "undo" });
    expect(names(state)).toBe("a");
    expect(names(changed(state, { kind: "redo" }))).toBe("");
    const other = changed(state, { kind: "add", field: field("b") });
    expect(changed(other, { kind: "redo" })).toBe(other);
  });

  it("takes typing into one input as one step", () => {
    const type = (label: string): BuilderChange => ({ kind: "edit", place: 0, change: { label } });
    const state = changed(
      opened("a"),
      type("x"),
      type("xy"),
      { kind: "select", place: 0 },
      type("xyz"),
    );
    expect(changed(state, { kind: "undo" }).content.fields[0]?.label).toBe("xy");
    expect(changed(state, { kind: "undo" }, { kind: "undo" }).content.fields[0]?.label).toBe("a");
  });

  it("has 50 steps", () => {
    const many = Array.from({ length: 60 }, (): BuilderChange => ({ kind: "copy", place: 0 }));
    expect(changed(opened("a"), ...many).past).toHaveLength(50);
  });
});

it("knows what the server does not have", () => {
  const stored = { ...EMPTY_FORM, fields: [field("a")] };
  const state = openedWith(stored, { content: stored, version: '"1"' });
  expect(hasChanges(state)).toBe(false);
  const renamed = changed(state, { kind: "form", change: { name: "New" } });
  expect(hasChanges(renamed)).toBe(true);
  expect(hasChanges(changed(renamed, { kind: "undo" }))).toBe(false);
  const saved = changed(renamed, {
    kind: "saved",
    stored: { content: renamed.content, version: '"2"' },
  });
  expect(hasChanges(saved)).toBe(false);
  expect(saved.version).toBe('"2"');
});

describe("types of fields", () => {
  it("are new with what the server needs", () => {
    expect(newField("select", [])).toMatchObject({ name: "select", options: [{}, {}] });
    expect(newField("markdown", [field("markdown")])).toMatchObject({ name: "markdown_2" });
    expect(newField("html", []).content).toBeTruthy();
  });

  it("change without what the new type refuses", () => {
    const provided: FormField = { ...field("a"), dataProvider: "p", secret: false, required: true };
    expect(withType(provided, "checkbox").dataProvider).toBeUndefined();
    expect(withType(provided, "date").dataProvider).toBe("p");
    expect(withType(provided, "markdown")).toEqual({ name: "a", type: "markdown", content: "a" });
    expect(withType({ ...field("a"), secret: true }, "radio").secret).toBeUndefined();
  });

  it("are stored without properties that say nothing", () => {
    const full = {
      ...field("a"),
      required: false,
      options: null,
      validation: { min: null, max: 3 },
    };
    expect(tidyField(full)).toEqual({
      name: "a",
      label: "a",
      type: "text",
      validation: { max: 3 },
    });
  });
});
