import { expect, test } from "vitest";
import { type PaletteEntry, paletteGroups } from "./palette";

function entry(kind: PaletteEntry["kind"], label: string, also?: string): PaletteEntry {
  return { id: `${kind} ${label}`, kind, label, run: () => undefined, ...(also ? { also } : {}) };
}

const ENTRIES = [
  entry("page", "Forms"),
  entry("workflow", "onboard_user", "Create an account"),
  entry("organization", "Formica"),
  entry("action", "Sign out"),
];

function labelsOf(typed: string): string[] {
  return paletteGroups(ENTRIES, typed).flatMap((group) => group.entries.map(({ label }) => label));
}

test("everything that fits is in its group", () => {
  expect(paletteGroups(ENTRIES, "form").map(({ kind }) => kind)).toEqual(["page", "organization"]);
});

test("a prefix keeps one kind", () => {
  expect(labelsOf("@form")).toEqual(["Formica"]);
  expect(labelsOf(">")).toEqual(["Sign out"]);
});

test("a description finds it, too", () => {
  expect(labelsOf("account")).toEqual(["onboard_user"]);
});
