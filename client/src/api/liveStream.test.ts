import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type LiveChange, LiveStream, type Question } from "./liveStream";
import { ApiProblem } from "./problems";

const A_MINUTE = 60_000;

function answer(position: number, ...changes: Partial<LiveChange>[]): string {
  const events = changes.map((change) => `event: runs\ndata: ${JSON.stringify(change)}\n\n`);
  return `retry: 1000\n\n${events.join("")}id: runs:p.${position}\nevent: position\ndata: {}\n\n`;
}

/** A server that answers with what `next` returns. */
function served(next: (asked: number, question: Question) => Promise<string> | string) {
  const questions: Question[] = [];
  const stream = new LiveStream(async (question) => {
    questions.push(question);
    return next(questions.length, question);
  });
  return { stream, questions };
}

const page = Object.assign(new EventTarget(), { hidden: false });

beforeEach(() => {
  vi.stubGlobal("document", page);
  vi.useFakeTimers();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("tells changes, and goes on from the last position", async () => {
  const { stream, questions } = served((asked) =>
    answer(asked, { change: "changed", key: String(asked), item: {} }),
  );
  const told: string[] = [];
  const leave = stream.follow("runs", ({ key }) => told.push(key));

  await vi.advanceTimersByTimeAsync(4000);
  leave();

  expect(told.slice(0, 2)).toEqual(["1", "2"]);
  expect(questions.slice(0, 2).map(({ last }) => last)).toEqual([undefined, "runs:p.1"]);
  expect(questions[0]).toMatchObject({ channels: ["runs"], wait: 0, behind: 32 });
  expect(questions[1]?.wait).toBe(20);
});

test("asks at most twelve times a minute, whatever happens", async () => {
  const { stream, questions } = served((asked) => answer(asked, { change: "reset" }));
  const leave = stream.follow("runs", () => undefined);

  await vi.advanceTimersByTimeAsync(A_MINUTE);
  const first = questions.length;
  await vi.advanceTimersByTimeAsync(A_MINUTE);
  leave();

  expect(first).toBeLessThanOrEqual(12);
  expect(questions.length - first).toBeLessThanOrEqual(12);
});

test("stops with its last follower, and does not begin before the page is shown", async () => {
  const { stream, questions } = served(() => answer(1));
  const leave = stream.follow("runs", () => undefined);

  await vi.advanceTimersByTimeAsync(1000);
  leave();
  await vi.advanceTimersByTimeAsync(A_MINUTE);

  expect(questions).toEqual([]);
  expect(stream.isLive()).toBe(false);
});

test("is not live after failures, and again once it is answered", async () => {
  const { stream } = served((asked) => {
    if (asked === 2 || asked === 3) {
      throw new ApiProblem(503, { error: "Unavailable", message: "", requestId: "" });
    }
    return answer(asked);
  });
  const states: boolean[] = [];
  stream.watch(() => states.push(stream.isLive()));
  const leave = stream.follow("runs", () => undefined);

  await vi.advanceTimersByTimeAsync(2 * A_MINUTE);
  leave();
  await vi.advanceTimersByTimeAsync(0);

  expect(states).toEqual([true, false, true, false]);
});

test("leaves the lists to themselves when it is refused", async () => {
  const { stream, questions } = served(() => {
    throw new ApiProblem(404, { error: "NotFound", message: "", requestId: "" });
  });
  stream.follow("runs", () => undefined);

  await vi.advanceTimersByTimeAsync(A_MINUTE);

  expect(questions).toHaveLength(1);
  expect(stream.isLive()).toBe(false);
});

test("asks nothing while the page is hidden, and goes on where it was", async () => {
  const { stream, questions } = served((asked) => answer(asked));
  const leave = stream.follow("runs", () => undefined);
  await vi.advanceTimersByTimeAsync(3000);

  hide(true);
  await vi.advanceTimersByTimeAsync(100);
  const asked = questions.length;
  await vi.advanceTimersByTimeAsync(A_MINUTE);
  const meanwhile = questions.length - asked;
  hide(false);
  await vi.advanceTimersByTimeAsync(1000);
  leave();

  expect(meanwhile).toBeLessThanOrEqual(1); // the one that waited for its turn
  expect(questions.length).toBeGreaterThan(asked + meanwhile);
  expect(questions.at(-1)?.last).toBe(`runs:p.${questions.length - 1}`);
});

function hide(hidden: boolean): void {
  page.hidden = hidden;
  page.dispatchEvent(new Event("visibilitychange"));
}

test("what is read again because of news counts as a question", async () => {
  const { stream, questions } = served((asked) => answer(asked, { change: "reset" }));
  let rereads = 0;
  const leave = stream.follow("runs", () => {
    void stream.afford().then(() => {
      rereads += 1;
    });
  });

  await vi.advanceTimersByTimeAsync(A_MINUTE);
  leave();

  expect(rereads).toBeGreaterThan(2);
  expect(questions.length + rereads).toBeLessThanOrEqual(12);
});

test("what is read because of news goes before the next question", async () => {
  const { stream, questions } = served((asked) => answer(asked, { change: "reset" }));
  const order: string[] = [];
  const leave = stream.follow("runs", () => {
    order.push(`told ${questions.length}`);
    void stream.afford().then(() => order.push("read"));
  });

  await vi.advanceTimersByTimeAsync(A_MINUTE);
  leave();

  expect(order.length).toBeGreaterThan(5);
  expect(order.filter((_, at) => at % 2 === 1).every((one) => one === "read")).toBe(true);
});

test("a page that follows what the page before it followed goes on with its question", async () => {
  const { stream, questions } = served((asked) =>
    asked < 3 ? answer(asked) : new Promise<string>(() => undefined),
  );
  let leave = stream.follow("runs", () => undefined);
  await vi.advanceTimersByTimeAsync(10_000);
  const asked = questions.length;

  for (let pages = 0; pages < 5; pages += 1) {
    leave();
    leave = stream.follow("runs", () => undefined);
    await vi.advanceTimersByTimeAsync(2000);
  }

  expect(questions).toHaveLength(asked);
  expect(stream.isLive()).toBe(true);
  leave();
});

test("who follows after a refusal does not ask again at once", async () => {
  const { stream, questions } = served(() => {
    throw new ApiProblem(403, { error: "NotPermitted", message: "", requestId: "" });
  });
  const leave = stream.follow("runs", () => undefined);
  await vi.advanceTimersByTimeAsync(5000);
  const leaveOther = stream.follow("schedules", () => undefined);
  await vi.advanceTimersByTimeAsync(30_000);
  const early = questions.length;
  await vi.advanceTimersByTimeAsync(A_MINUTE);
  leave();
  leaveOther();

  expect(early).toBe(1);
  expect(questions.length).toBe(2);
});
