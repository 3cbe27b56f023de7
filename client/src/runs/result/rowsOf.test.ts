import { expect, it } from "vitest";
import { arranged, rowsOf } from "./rowsOf";

const rows = [{ name: "b", count: 10 }, { name: "a10", count: 9, extra: [1] }, { name: "a9" }];

it("takes lists of objects only", () => {
  expect(rowsOf(rows)?.columns).toEqual(["name", "count", "extra"]);
  expect([{}, "x", [], [1], [{}, 1], null].map(rowsOf)).toEqual(Array(6).fill(undefined));
});

it("filters by any cell, and sorts numbers as numbers", () => {
  const table = rowsOf(rows);
  if (table === undefined) throw new Error("this is a table");

  const byName = arranged(table, "a", { column: "name", isDown: false });
  const byCount = arranged(table, "", { column: "count", isDown: true });

  expect(byName.map(({ name }) => name)).toEqual(["a9", "a10"]);
  expect(byCount.map(({ count }) => count)).toEqual([10, 9, undefined]);
});
