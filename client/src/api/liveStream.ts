/**
 * Live updates of one scope: one stream of short answers for everything that the page follows. The
 * server holds a request until something is new; the next one says what has arrived.
 */

import { parseEvents, type ServerEvent } from "./events";
import { Budget, pause, visible } from "./pace";
import { ApiProblem } from "./problems";

export interface LiveChange {
  readonly change: "changed" | "removed" | "reset";
  readonly key: string;
  /** What the caller may see of it, in the shape that the channel promises. */
  readonly item: unknown;
}

export type Listener = (change: LiveChange) => void;

export interface Question {
  readonly channels: readonly string[];
  /** The id of the last event, as it came. */
  readonly last: string | undefined;
  /** Seconds since the page read its lists, at most. */
  readonly behind: number;
  /** Seconds to wait for something new: none at first, to know soon whether changes arrive. */
  readonly wait: number;
}

/** Sends a question; rejects with ApiProblem. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<string>;

/** The page asks for what it shows first. */
const START_MS = 1000;
/** What the page shows may be as old as this when it begins to follow. */
const OLDEST_LIST_S = 30;
const WAIT_S = 20;
/** Between two questions the page is as quiet as one that follows nothing. */
const REST_MS = 700;
const MOST_BEHIND_S = 600;
const LONGEST_PAUSE_MS = 30_000;
/** After so many failures in a row, the lists ask for themselves. */
const FAILURES_UNTIL_BROKEN = 2;
/** Whoever begins to follow after a refusal does not ask again before this. */
const REFUSED_MS = 60_000;

export class LiveStream {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly watchers = new Set<() => void>();
  private readonly positions = new Map<string, string>();
  private readonly budget = new Budget();
  private stop: AbortController | undefined;
  private live = false;
  private failures = 0;
  private begunAt = 0;
  private refusedUntil = 0;

  private readonly ask: Ask;

  constructor(ask: Ask) {
    this.ask = ask;
  }

  /** Tells the listener what changes in a channel, until the function that is returned is called. */
  follow(channel: string, listener: Listener): () => void {
    const known = this.listeners.get(channel);
    if (known === undefined) {
      this.listeners.set(channel, new Set([listener]));
      this.restart();
    } else {
      known.add(listener);
    }
    return () => this.leave(channel, listener);
  }

  /** Calls back whenever `isLive` changes. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Whether changes arrive. If not, lists have to be asked for again. */
  readonly isLive = (): boolean => this.live;

  /** Waits until the page may ask one question more: what it reads because of news counts as well. */
  afford(): Promise<void> {
    return this.budget.take(new AbortController().signal);
  }

  private leave(channel: string, listener: Listener): void {
    const listeners = this.listeners.get(channel);
    listeners?.delete(listener);
    // The page that comes next may follow the same: then the question goes on that is under way.
    if (listeners?.size === 0) setTimeout(() => this.forget(channel));
  }

  private forget(channel: string): void {
    if (this.listeners.get(channel)?.size !== 0) return;
    this.listeners.delete(channel);
    this.positions.delete(channel);
    this.restart();
  }

  private restart(): void {
    this.stop?.abort();
    this.stop = undefined;
    if (this.listeners.size === 0) {
      this.setLive(false);
      return;
    }
    this.stop = new AbortController();
    if (this.positions.size === 0) this.begunAt = Date.now();
    void this.run(this.stop.signal);
  }

  private async run(signal: AbortSignal): Promise<void> {
    await pause(Math.max(START_MS, this.refusedUntil - Date.now()), signal);
    while (await this.mayAsk(signal)) {
      const error = await this.listen(signal).catch((thrown: unknown) => thrown);
      if (signal.aborted) return;
      if (error === undefined) this.failures = 0;
      else if (!(await this.recovers(error, signal))) return;
    }
  }

  /** Waits until a question may be asked; false if none is wanted any more. */
  private async mayAsk(signal: AbortSignal): Promise<boolean> {
    await visible(signal);
    await this.budget.take(signal);
    await pause(REST_MS, signal);
    return !signal.aborted;
  }

  /** Waits after a failure; false if it is for good: then the lists go on without the stream. */
  private async recovers(error: unknown, signal: AbortSignal): Promise<boolean> {
    this.failures += 1;
    const passes = mayPass(error);
    if (!passes || this.failures >= FAILURES_UNTIL_BROKEN) this.setLive(false);
    if (!passes) this.refusedUntil = Date.now() + REFUSED_MS;
    else await pause(Math.min(1000 * 2 ** this.failures, LONGEST_PAUSE_MS), signal);
    return passes;
  }

  /** One question and what came of it. A hidden page hangs up, and goes on when it is seen. */
  private async listen(signal: AbortSignal): Promise<void> {
    const hidden = new AbortController();
    const hangUp = () => {
      if (document.hidden) hidden.abort();
    };
    document.addEventListener("visibilitychange", hangUp);
    try {
      const text = await this.ask(this.question(), AbortSignal.any([signal, hidden.signal]));
      const events = await parseEvents(text);
      if (signal.aborted) return;
      this.tell(events);
      this.setLive(true);
    } catch (error) {
      if (!hidden.signal.aborted) throw error;
    } finally {
      document.removeEventListener("visibilitychange", hangUp);
    }
  }

  private question(): Question {
    const channels = [...this.listeners.keys()];
    const last = channels
      .filter((channel) => this.positions.has(channel))
      .map((channel) => `${channel}:${this.positions.get(channel)}`)
      .join(",");
    const behind = Math.ceil((Date.now() - this.begunAt) / 1000) + OLDEST_LIST_S;
    return {
      channels,
      last: last || undefined,
      behind: Math.min(behind, MOST_BEHIND_S),
      wait: last === "" ? 0 : WAIT_S,
    };
  }

  private tell(events: readonly ServerEvent[]): void {
    for (const { event, id, data } of events) {
      if (event === "position") this.remember(id ?? "");
      for (const listener of this.listeners.get(event) ?? []) {
        listener(JSON.parse(data) as LiveChange); // the shape that the API promises
      }
    }
  }

  private remember(id: string): void {
    for (const part of id.split(",")) {
      const [channel, position] = part.split(":");
      if (channel && position) this.positions.set(channel, position);
    }
  }

  private setLive(live: boolean): void {
    if (live === this.live) return;
    this.live = live;
    for (const watcher of this.watchers) watcher();
  }
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  return error.status === 0 || error.status === 429 || error.status >= 500;
}
