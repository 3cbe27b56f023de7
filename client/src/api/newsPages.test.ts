import { expect, test } from "vitest";
import { type Pages, withNewest } from "./newsPages";

interface Thing {
  id: string;
  state: string;
}

const known: Pages<Thing> = {
  pages: [
    { items: [{ id: "3", state: "new" }], next: "more" },
    { items: [{ id: "2", state: "new" }], next: undefined },
  ],
  pageParams: [undefined, "more"],
};
const keyOf = ({ id }: Thing) => id;
const idsOf = (pages: Pages<Thing> | undefined) =>
  pages?.pages.map(({ items }) => items.map(({ id, state }) => `${id} ${state}`));

test("a known item is changed in its place, on whichever page", () => {
  expect(idsOf(withNewest(known, { id: "2", state: "done" }, keyOf))).toEqual([
    ["3 new"],
    ["2 done"],
  ]);
});

test("a new item is on top of the first page", () => {
  expect(idsOf(withNewest(known, { id: "4", state: "new" }, keyOf))).toEqual([
    ["4 new", "3 new"],
    ["2 new"],
  ]);
});

test("a list that was not read yet stays unread", () => {
  expect(withNewest<Thing>(undefined, { id: "4", state: "new" }, keyOf)).toBeUndefined();
});
