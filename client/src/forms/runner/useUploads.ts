import { useCallback, useRef, useState } from "react";
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

export interface Uploads {
  readonly items: readonly UploadItem[];
  readonly isBusy: boolean;
  readonly add: (fieldName: string, files: readonly File[]) => void;
  readonly retry: (item: UploadItem) => void;
  readonly remove: (item: UploadItem) => void;
  readonly clear: () => void;
}

/** At most this many files are sent at once. */
const AT_ONCE = 3;

/** The uploads of a form. `onUploaded` gets the paths of a field each time that they change. */
export function useUploads(
  scope: Scope,
  formId: string,
  onUploaded: (fieldName: string, paths: string[]) => void,
): Uploads {
  const [items, setItems] = useState<readonly UploadItem[]>([]);
  const current = useRef(items);
  const running = useRef(new Map<string, AbortController>());
  const waiting = useRef<UploadItem[]>([]);

  const set = useCallback((next: readonly UploadItem[]) => {
    current.current = next;
    setItems(next);
  }, []);

  const tell = useCallback(
    (fieldName: string) => {
      const own = current.current.filter((item) => item.fieldName === fieldName);
      onUploaded(fieldName, own.flatMap(({ path }) => path ?? []));
    },
    [onUploaded],
  );

  const change = useCallback(
    (id: string, facts: Partial<UploadItem>) =>
      set(current.current.map((item) => (item.id === id ? { ...item, ...facts } : item))),
    [set],
  );

  const next = useCallback(() => {
    while (running.current.size < AT_ONCE) {
      const item = waiting.current.shift();
      if (item === undefined) return;
      const stop = new AbortController();
      running.current.set(item.id, stop);
      const task = {
        scope,
        formId,
        fieldName: item.fieldName,
        file: item.file,
        signal: stop.signal,
        onProgress: (progress: number) => change(item.id, { progress }),
      };
      upload(task)
        .then((path) => change(item.id, { path, progress: 1 }))
        .catch((error: unknown) => {
          if (!stop.signal.aborted) change(item.id, { error: asError(error) });
        })
        .finally(() => {
          running.current.delete(item.id);
          tell(item.fieldName);
          next();
        });
    }
  }, [scope, formId, change, tell]);

  const add = useCallback(
    (fieldName: string, files: readonly File[]) => {
      const added = files.map((file) => ({
        id: crypto.randomUUID(),
        fieldName,
        file,
        progress: 0,
      }));
      set([...current.current, ...added]);
      waiting.current.push(...added);
      next();
    },
    [set, next],
  );

  const drop = useCallback(
    (item: UploadItem) => {
      running.current.get(item.id)?.abort();
      waiting.current = waiting.current.filter(({ id }) => id !== item.id);
      set(current.current.filter(({ id }) => id !== item.id));
    },
    [set],
  );

  return {
    items,
    isBusy: items.some(({ path, error }) => path === undefined && error === undefined),
    add,
    retry: (item) => {
      drop(item);
      add(item.fieldName, [item.file]);
    },
    remove: (item) => {
      drop(item);
      tell(item.fieldName);
    },
    clear: () => current.current.forEach(drop),
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
