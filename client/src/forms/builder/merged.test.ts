import { describe, expect, it } from "vitest";
import type { FormField } from "../../api/schema";
import { EMPTY_FORM, type FormContent } from "./formContent";
import { mergedForms } from "./merged";

const field = (name: string, more: Partial<FormField> = {}): FormField => ({
  name,
  label: name,
  type: "text",
  ...more,
});
const form = (...fields: FormField[]): FormContent => ({ ...EMPTY_FORM, name: "Form", fields });
const names = ({ fields }: FormContent) => fields.map(({ name }) => name).join("");
const base = form(field("a"), field("b"));

describe("two authors of one form", () => {
  it("keep what each of them changed", () => {
    const theirs = {
      ...form(field("a", { required: true }), field("x"), field("b")),
      name: "Their",
    };
    const mine = form(field("a", { helpText: "Help" }), field("b"), field("y"));
    const { merged, clashes, taken } = mergedForms(base, theirs, mine);
    expect(clashes).toEqual([]);
    expect(taken.map(({ property }) => property)).toEqual(["name", "required", undefined]);
    expect(merged.name).toBe("Their");
    expect(names(merged)).toBe("axby");
    expect(merged.fields[0]).toMatchObject({ required: true, helpText: "Help" });
  });

  it("are asked about what both changed", () => {
    const theirs = form(field("a", { label: "Theirs" }), field("b"));
    const mine = form(field("a", { label: "Mine" }), field("b"));
    const { merged, clashes } = mergedForms(base, theirs, mine);
    expect(clashes).toMatchObject([
      { field: "a", property: "label", theirs: "Theirs", mine: "Mine" },
    ]);
    expect(merged.fields[0]?.label).toBe("Mine");
    const key = clashes[0]?.key ?? "";
    expect(mergedForms(base, theirs, mine, { [key]: "theirs" }).merged.fields[0]?.label).toBe(
      "Theirs",
    );
  });

  it("are asked about a field that one removed and the other changed", () => {
    const theirs = form(field("a", { label: "Theirs" }), field("b"));
    const { merged, clashes } = mergedForms(base, theirs, form(field("b")));
    expect(clashes).toMatchObject([{ field: "a", property: undefined, mine: undefined }]);
    expect(names(merged)).toBe("b");
    expect(names(mergedForms(base, theirs, form(field("b")), { a: "theirs" }).merged)).toBe("ab");
  });

  it("lose a field that one removed, and keep the order that one made", () => {
    expect(names(mergedForms(base, form(field("b")), base).merged)).toBe("b");
    const { merged } = mergedForms(
      base,
      form(field("b"), field("a")),
      form(field("a"), field("b"), field("c")),
    );
    expect(names(merged)).toBe("bca");
  });
});
