import { expect, it } from "vitest";
import { movedPath } from "./moving";

it("moves a file into a folder, or to the top", () => {
  expect(movedPath("a/b.py", "c/d")).toBe("c/d/b.py");
  expect(movedPath("a/b.py", "")).toBe("b.py");
});

it("moves nothing to where it is, and no folder into itself", () => {
  expect(movedPath("a/b.py", "a")).toBeUndefined();
  expect(movedPath("a", "a/b")).toBeUndefined();
  expect(movedPath("a", "a")).toBeUndefined();
});
