/**
 * The access token of a user who signed in with a password, and whether the session is over.
 *
 * The token lives in memory only: no script can read it from storage, and the refresh token is in
 * an HttpOnly cookie. Users of a provider (Entra, development) have the provider's cookie and no
 * token here.
 */

export type SessionState = "open" | "over";

type Listener = () => void;

class Credentials {
  private token: string | undefined;
  private state: SessionState = "open";
  private readonly listeners = new Set<Listener>();
  private waiting: Array<() => void> = [];

  accessToken(): string | undefined {
    return this.token;
  }

  readonly sessionState = (): SessionState => this.state;

  /** The caller is signed in (again): requests that waited for it are sent. */
  renew(token: string | undefined): void {
    this.token = token;
    this.state = "open";
    const released = this.waiting;
    this.waiting = [];
    for (const release of released) release();
    this.tell();
  }

  /** Keeps a new token of the same session. */
  replace(token: string): void {
    this.token = token;
  }

  forget(): void {
    this.token = undefined;
  }

  /** Marks the session as over, and waits until the caller has signed in again. */
  untilSignedIn(): Promise<void> {
    const renewed = new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.state !== "over") {
      this.state = "over";
      this.tell();
    }
    return renewed;
  }

  readonly subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const credentials = new Credentials();
