import { useSyncExternalStore } from "react";

type Listener = () => void;

/** One clock for every time on the page; it stands still while nothing listens or the tab is hidden. */
class Clock {
  private now = Date.now();
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly listeners = new Set<Listener>();
  private readonly interval: number;

  constructor(interval: number) {
    this.interval = interval;
  }

  readonly read = (): number => this.now;

  readonly subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener);
    this.now = Date.now();
    this.timer ??= setInterval(this.tick, this.interval);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  };

  private readonly tick = (): void => {
    if (document.hidden) return;
    this.now = Date.now();
    for (const listener of this.listeners) listener();
  };
}

const minutes = new Clock(20_000);
const seconds = new Clock(1000);

/**
 * The current time, renewed every 20 seconds, or each second for what ticks. It is never behind what
 * is drawn with it: what came a moment ago would be in the future.
 */
export function useNow(pace: "slow" | "second" = "slow"): Date {
  const clock = pace === "second" ? seconds : minutes;
  return new Date(Math.max(useSyncExternalStore(clock.subscribe, clock.read), Date.now()));
}
