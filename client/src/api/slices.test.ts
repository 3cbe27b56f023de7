import { expect, test } from "vitest";
import { mapInSlices } from "./slices";

test("lets other work run between slices, and keeps the order", async () => {
  let others = 0;
  const timer = setInterval(() => {
    others += 1;
  });
  const seen: number[] = [];

  const doubled = await mapInSlices([1, 2, 3, 4], (number) => {
    seen.push(others);
    const until = performance.now() + 10;
    while (performance.now() < until);
    return number * 2;
  });
  clearInterval(timer);

  expect(doubled).toEqual([2, 4, 6, 8]);
  expect(seen[0]).toBe(0);
  expect(seen.at(-1)).toBeGreaterThan(0);
});
