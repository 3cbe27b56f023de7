import { expect, test } from "vitest";
import { differencesOf } from "./conflicts";

test("only what differs is compared, in the order of the form", () => {
  const theirs = [
    { label: "Name", text: "Finance" },
    { label: "Description", text: "all of finance" },
    { label: "Forms", text: "1" },
  ];
  const mine = [
    { label: "Name", text: "Money" },
    { label: "Description", text: "all of finance" },
    { label: "Forms", text: "2" },
  ];
  expect(differencesOf(theirs, mine)).toEqual([
    { label: "Name", theirs: "Finance", mine: "Money" },
    { label: "Forms", theirs: "1", mine: "2" },
  ]);
});

test("what only one side has is compared with nothing", () => {
  expect(differencesOf([{ label: "Name", text: "A" }], [])).toEqual([
    { label: "Name", theirs: "A", mine: "" },
  ]);
});
