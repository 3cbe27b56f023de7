import type { AuthorTestReport } from "../../api/schema";

/** How many tests ended how, and how long all took. */
export function countsOf({ tests }: AuthorTestReport) {
  const count = (...ends: string[]) => tests.filter(({ outcome }) => ends.includes(outcome)).length;
  return {
    passed: count("passed"),
    failed: count("failed", "error"),
    skipped: count("skipped"),
    seconds: tests.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
