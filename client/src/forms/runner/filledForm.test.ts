import { expect, it } from "vitest";
import type { FormField } from "../../api/schema";
import { changedForm, filledWith } from "./filledForm";

function field(name: string, more: Partial<FormField> = {}): FormField {
  return {
    name,
    label: name.toUpperCase(),
    type: "text",
    required: false,
    secret: false,
    ...more,
  } as FormField;
}

const tenant = field("tenant", {
  dataProvider: "tenants",
  autoFill: { city: "city", note: "note" },
});
const user = field("user", {
  dataProvider: "users",
  dataProviderInputs: { t: { mode: "fieldRef", fieldName: "tenant" } as never },
});
const licence = field("licence", {
  dataProvider: "licences",
  dataProviderInputs: { u: { mode: "expression", expression: "field.user + '!'" } as never },
});
const city = field("city");
const note = field("note");
const fields = [tenant, user, licence, city, note];

it("clears what depends on a changed field, with a notice", () => {
  const form = filledWith({ tenant: "a", user: "ada", licence: "e5", city: "Rome" });

  const changed = changedForm(fields, form, { kind: "answer", field: tenant, value: "b" });

  expect(changed.answers).toEqual({ tenant: "b", city: "Rome" });
  expect(changed.notices).toEqual({
    user: { kind: "cleared", by: "TENANT" },
    licence: { kind: "cleared", by: "TENANT" },
  });
});

it("fills in from the chosen option what the user has not touched", () => {
  const typed = changedForm(fields, filledWith({}), { kind: "answer", field: note, value: "mine" });
  const option = {
    label: "B",
    value: "b",
    description: null,
    metadata: { city: "Bonn", note: "x" },
  };

  const changed = changedForm(fields, typed, { kind: "answer", field: tenant, value: "b", option });

  expect(changed.answers).toEqual({ note: "mine", tenant: "b", city: "Bonn" });
  expect(changed.notices).toEqual({ city: { kind: "filled", by: "TENANT" } });
});

it("forgets the server's word about a field that is changed", () => {
  const refused = changedForm(fields, filledWith({}), {
    kind: "refuse",
    refused: { city: "unknown", note: "too long" },
  });

  const changed = changedForm(fields, refused, { kind: "answer", field: city, value: "Bonn" });

  expect(changed.refused).toEqual({ note: "too long" });
});
