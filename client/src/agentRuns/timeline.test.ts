import { expect, test } from "vitest";
import type { ModelAnswered, StepView } from "../api/schema";
import { argumentsText, isRefused, type ModelEntry, textOf, timelineOf } from "./timeline";

const AT = "2026-11-30T00:00:00Z";

function answer(step: number, parts: ModelAnswered["message"]["parts"]): ModelAnswered {
  return {
    kind: "modelAnswered",
    step,
    message: { role: "assistant", parts, carry: null },
    stop: "tools",
    model: "m",
    tokens: 10,
    costMicros: 5,
  };
}

function call(id: string, name: string) {
  return { kind: "toolCall", id, name, arguments: "{}", carry: null } as const;
}

function steps(...found: StepView["step"][]): StepView[] {
  return found.map((step, sequence) => ({ sequence, at: AT, step }));
}

function models(found: ReturnType<typeof timelineOf>): ModelEntry[] {
  return found.filter((entry) => entry.kind === "model");
}

test("calls stand with the answer that made them, with what became of them", () => {
  const found = timelineOf(
    steps(
      { kind: "modelCalled", step: 1 },
      answer(1, [{ kind: "text", text: "Wait." }, call("c", "find"), call("d", "none")]),
      { kind: "toolStarted", callId: "c", executionId: "run", approvalId: null },
      {
        kind: "toolEnded",
        callId: "c",
        outcome: "ok",
        content: "7",
        taints: true,
        citations: [],
        rehearsed: null,
      },
      { kind: "modelCalled", step: 2 },
      answer(2, [call("c", "find")]),
      { kind: "approvalAsked", callId: "c-2", approvalId: "q", expiresAt: AT },
    ),
  );

  const [first, second] = models(found);
  expect(first?.calls.map(({ executionId, ended }) => [executionId, ended?.content])).toEqual([
    ["run", "7"],
    [undefined, undefined],
  ]);
  expect(first?.answered === undefined ? "" : textOf(first.answered)).toBe("Wait.");
  expect(first?.calls.map((one) => isRefused(one, false))).toEqual([false, true]);
  expect(second?.calls[0]?.asked?.approvalId).toBe("q");
});

test("a call of the model that was lost and made again is one entry", () => {
  const found = timelineOf(
    steps({ kind: "modelCalled", step: 1 }, { kind: "modelCalled", step: 1 }),
  );

  expect(models(found)).toHaveLength(1);
});

test("a question that was void is open again", () => {
  const asked = { kind: "approvalAsked", callId: "c", approvalId: "q", expiresAt: AT } as const;
  const found = timelineOf(
    steps(
      { kind: "modelCalled", step: 1 },
      answer(1, [call("c", "drop")]),
      asked,
      {
        kind: "approvalDecided",
        callId: "c",
        approvalId: "q",
        outcome: "void",
        by: "",
        words: "",
        arguments: null,
      },
      { ...asked, approvalId: "q2" },
    ),
  );

  const [entry] = models(found);
  expect(entry?.calls[0]?.decided).toBeUndefined();
  expect(entry?.calls[0]?.asked?.approvalId).toBe("q2");
});

test("arguments that are no JSON are shown as they came", () => {
  expect(argumentsText("junk")).toBe("junk");
  expect(argumentsText('{"a":1}')).toBe('{\n  "a": 1\n}');
});
