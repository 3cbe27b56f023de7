import { expect, test } from "vitest";
import { type PreferenceServer, PreferenceStore, type Stored } from "./preferenceStore";

/** A server that others write to, too. */
class FakeServer implements PreferenceServer {
  stored: Stored = { values: {}, tag: "0" };
  writes = 0;
  isAway = false;

  write(values: Stored["values"]): Stored {
    this.writes += 1;
    this.stored = { values, tag: String(this.writes) };
    return this.stored;
  }

  replace = async (values: Stored["values"], tag: string) => {
    if (this.isAway) throw new Error("away");
    return tag === this.stored.tag ? this.write(values) : undefined;
  };

  read = async () => this.stored;
}

const add = (name: string) => (values: Stored["values"]) => ({ ...values, [name]: true });

test("a change is shown at once, and several are stored as one", async () => {
  const server = new FakeServer();
  const store = new PreferenceStore(server, server.stored);
  store.change(add("a"));
  store.change(add("b"));
  expect(store.values()).toEqual({ a: true, b: true });

  await store.save();

  expect(server.stored.values).toEqual({ a: true, b: true });
  expect(server.writes).toBe(1);
});

test("what another device stored is kept", async () => {
  const server = new FakeServer();
  const store = new PreferenceStore(server, server.stored);
  server.write({ theirs: true });
  store.change(add("mine"));

  await store.save();

  expect(server.stored.values).toEqual({ theirs: true, mine: true });
  expect(store.values()).toEqual({ theirs: true, mine: true });
});

test("a change while another one is stored is stored, too", async () => {
  const server = new FakeServer();
  const store = new PreferenceStore(server, server.stored);
  store.change(add("a"));
  const saving = store.save();
  store.change(add("b"));

  await saving;

  expect(server.stored.values).toEqual({ a: true, b: true });
});

test("what could not be stored is stored the next time", async () => {
  const server = new FakeServer();
  const store = new PreferenceStore(server, server.stored);
  server.isAway = true;
  store.change(add("a"));
  await expect(store.save()).rejects.toThrow("away");
  server.isAway = false;
  store.change(add("b"));

  await store.save();

  expect(server.stored.values).toEqual({ a: true, b: true });
});

test("listeners hear of each change until they stop", () => {
  const server = new FakeServer();
  const store = new PreferenceStore(server, server.stored);
  let heard = 0;
  const stop = store.subscribe(() => {
    heard += 1;
  });
  store.change(add("a"));
  stop();
  store.change(add("b"));
  expect(heard).toBe(1);
});
