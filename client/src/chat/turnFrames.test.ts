import { expect, test } from "vitest";
import { withEvents } from "./turnFrames";

function frame(event: string, data: unknown) {
  return { id: undefined, event, data: JSON.stringify(data) };
}

test("deltas are the text of their step", () => {
  const parts = withEvents(
    [],
    [frame("step", { step: 1 }), frame("delta", { text: "Hi " }), frame("delta", { text: "you" })],
  );

  expect(parts).toEqual([{ kind: "text", step: 1, text: "Hi you" }]);
});

test("a step that begins again is told from its beginning", () => {
  const first = withEvents([], [frame("step", { step: 1 }), frame("delta", { text: "Lost" })]);

  const again = withEvents(first, [frame("step", { step: 1 }), frame("delta", { text: "Kept" })]);
  const restarted = withEvents(again, [frame("restart", {}), frame("delta", { text: "Whole" })]);

  expect(again).toEqual([{ kind: "text", step: 1, text: "Kept" }]);
  expect(restarted).toEqual([{ kind: "text", step: 1, text: "Whole" }]);
});

test("news of a tool change its card, in the place where it was called", () => {
  const parts = withEvents(
    [],
    [
      frame("step", { step: 1 }),
      frame("tool", { callId: "a", state: "called", name: "find" }),
      frame("step", { step: 2 }),
      frame("tool", { callId: "a", state: "ended", outcome: "ok" }),
      frame("unknown", {}),
    ],
  );

  expect(parts.map(({ kind }) => kind)).toEqual(["text", "tool", "text"]);
  expect(parts[1]).toMatchObject({ name: "find", state: "ended", outcome: "ok" });
});
