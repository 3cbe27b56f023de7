/** When a page asks by itself: not while it is hidden, and only so often. */

/** Questions that may follow each other at once. */
const QUICK = 3;
const REFILL_MS = 7500;

/**
 * Lets three questions pass at once and then eight a minute, so that no page asks over 12 times. Who
 * came first asks first: what is read because of news goes before the question for more of them.
 */
export class Budget {
  private left = QUICK;
  private refilledAt = Date.now();
  private line: Promise<void> = Promise.resolve();

  /** Waits until there is a question left, and takes it. */
  take(signal: AbortSignal): Promise<void> {
    this.line = this.line.then(() => this.next(signal));
    return this.line;
  }

  private async next(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.refill();
      if (this.left >= 1) {
        this.left -= 1;
        return;
      }
      // Never so short that the clock stands still, and this would go on for ever.
      await pause(Math.ceil(REFILL_MS * (1 - this.left)) + 1, signal);
    }
  }

  private refill(): void {
    const now = Date.now();
    this.left = Math.min(QUICK, this.left + (now - this.refilledAt) / REFILL_MS);
    this.refilledAt = now;
  }
}

/** Waits, but no longer than until the signal is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) return done();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}

/** Waits until the page can be seen, or the signal is aborted. */
export function visible(signal: AbortSignal): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((done) => {
    const look = () => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      done();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look, { once: true });
  });
}
