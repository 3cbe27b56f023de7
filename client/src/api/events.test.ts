import { expect, test } from "vitest";
import { parseEvents } from "./events";

test("reads events, their ids and data of several lines", async () => {
  const text = 'id: 1\nevent: log\ndata: {"a":1}\n\n: note\ndata: x\ndata: y\n\n';

  expect(await parseEvents(text)).toEqual([
    { id: "1", event: "log", data: '{"a":1}' },
    { id: undefined, event: "message", data: "x\ny" },
  ]);
});

test("leaves out an event that was cut off", async () => {
  expect(await parseEvents("data: whole\n\ndata: cu")).toHaveLength(1);
});

test("takes every line ending", async () => {
  expect(await parseEvents("data: a\r\n\r\ndata: b\r\r")).toHaveLength(2);
});
