import { expect, test } from "vitest";
import { addressInScope } from "./useSwitch";

test.each([
  ["/o/a/runs", "?status=Failed", "/o/b/runs?status=Failed"],
  ["/o/a/runs/0190", "?tab=logs", "/o/b/runs"],
  ["/o/a/forms/1/edit", "", "/o/b/forms"],
  ["/me", "", "/o/b"],
  ["/o/ab/runs", "", "/o/b"],
])("%s%s becomes %s", (path, search, address) => {
  expect(addressInScope(path, search, "a", "b")).toBe(address);
});
