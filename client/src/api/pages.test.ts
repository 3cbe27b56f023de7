import { expect, test } from "vitest";
import { everyItem, type Page } from "./pages";

function listOf(...pages: number[][]) {
  return async (token: string | undefined): Promise<Page<number>> => {
    const at = Number(token ?? 0);
    return { items: pages[at] ?? [], next: at + 1 < pages.length ? String(at + 1) : undefined };
  };
}

test("follows the pages to the end", async () => {
  expect(await everyItem(listOf([1, 2], [], [3]))).toEqual([1, 2, 3]);
});

test("stops at the limit", async () => {
  expect(await everyItem(listOf([1, 2], [3], [4]), 3)).toEqual([1, 2, 3]);
});
