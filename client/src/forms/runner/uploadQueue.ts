/** The uploads of one form: at most three at once, each with its progress. */

import type { Scope } from "../../api/scope";
import { upload } from "./upload";

export interface UploadItem {
  readonly id: string;
  readonly fieldName: string;
  readonly file: File;
  /** How much was sent, from 0 to 1. */
  readonly progress: number;
  readonly path?: string;
  readonly error?: Error;
}

type Listener = () => void;
/** Gets the paths of a field each time that they change. */
type Receiver = (fieldName: string, paths: string[]) => void;

const AT_ONCE = 3;

export class UploadQueue {
  private items: readonly UploadItem[] = [];
  private waiting: UploadItem[] = [];
  private readonly running = new Map<string, AbortController>();
  private readonly listeners = new Set<Listener>();
  private readonly scope: Scope;
  private readonly formId: string;
  private receiver: Receiver = () => undefined;

  constructor(scope: Scope, formId: string) {
    this.scope = scope;
    this.formId = formId;
  }

  readonly read = (): readonly UploadItem[] => this.items;

  readonly subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  deliverTo(receiver: Receiver): void {
    this.receiver = receiver;
  }

  add(fieldName: string, files: readonly File[]): void {
    const added = files.map((file) => ({ id: crypto.randomUUID(), fieldName, file, progress: 0 }));
    this.waiting.push(...added);
    this.set([...this.items, ...added]);
    this.startNext();
  }

  retry(item: UploadItem): void {
    this.drop(item);
    this.add(item.fieldName, [item.file]);
  }

  remove(item: UploadItem): void {
    this.drop(item);
    this.deliver(item.fieldName);
  }

  clear(): void {
    for (const item of this.items) this.drop(item);
  }

  private startNext(): void {
    while (this.running.size < AT_ONCE) {
      const item = this.waiting.shift();
      if (item === undefined) return;
      void this.send(item);
    }
  }

  private async send({ id, fieldName, file }: UploadItem): Promise<void> {
    const stop = new AbortController();
    this.running.set(id, stop);
    try {
      const path = await upload({
        scope: this.scope,
        formId: this.formId,
        fieldName,
        file,
        signal: stop.signal,
        onProgress: (progress) => this.change(id, { progress }),
      });
      this.change(id, { path, progress: 1 });
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      if (!stop.signal.aborted) this.change(id, { error: reason });
    } finally {
      this.running.delete(id);
      if (!stop.signal.aborted) this.deliver(fieldName);
      this.startNext();
    }
  }

  private drop(item: UploadItem): void {
    this.running.get(item.id)?.abort();
    this.waiting = this.waiting.filter(({ id }) => id !== item.id);
    this.set(this.items.filter(({ id }) => id !== item.id));
  }

  private deliver(fieldName: string): void {
    const own = this.items.filter((item) => item.fieldName === fieldName);
    this.receiver(
      fieldName,
      own.flatMap(({ path }) => path ?? []),
    );
  }

  private change(id: string, facts: Partial<UploadItem>): void {
    this.set(this.items.map((item) => (item.id === id ? { ...item, ...facts } : item)));
  }

  private set(items: readonly UploadItem[]): void {
    this.items = items;
    for (const listener of this.listeners) listener();
  }
}
