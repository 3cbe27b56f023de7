/** What the server keeps for the user; changes are shown at once, and stored a moment later. */

export type Values = Readonly<Record<string, unknown>>;
type Change = (values: Values) => Values;

export interface Stored {
  readonly values: Values;
  /** The ETag with which they can be replaced. */
  readonly tag: string;
}

export interface PreferenceServer {
  /** Replaces them if nobody else has; undefined if somebody has. Rejects if it is out of reach. */
  replace: (values: Values, tag: string) => Promise<Stored | undefined>;
  read: () => Promise<Stored>;
}

const MOST_TRIES = 3;

export class PreferenceStore {
  private stored: Stored;
  private shown: Values;
  private waiting: Change[] = [];
  private saving: Promise<void> | undefined;
  private readonly server: PreferenceServer;
  private readonly listeners = new Set<() => void>();

  constructor(server: PreferenceServer, stored: Stored) {
    this.server = server;
    this.stored = stored;
    this.shown = stored.values;
  }

  readonly values = (): Values => this.shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  change(change: Change): void {
    this.waiting.push(change);
    this.show(change(this.shown));
  }

  /** Stores what was changed. A failure leaves it for the next time. */
  async save(): Promise<void> {
    this.saving ??= this.saveAll().finally(() => {
      this.saving = undefined;
    });
    await this.saving;
  }

  private async saveAll(): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES && this.waiting.length > 0; tries += 1) {
      const sent = this.waiting.length;
      const replaced = await this.server.replace(this.applied(), this.stored.tag);
      if (replaced !== undefined) this.waiting.splice(0, sent);
      // Another tab or device was first: the changes are made again to what it has stored.
      this.stored = replaced ?? (await this.server.read());
      this.show(this.applied());
    }
  }

  private applied(): Values {
    return this.waiting.reduce((values, change) => change(values), this.stored.values);
  }

  private show(values: Values): void {
    this.shown = values;
    for (const listener of this.listeners) listener();
  }
}
