import { useEffect, useState, useSyncExternalStore } from "react";
import type { Scope } from "../../api/scope";
import { type UploadItem, UploadQueue } from "./uploadQueue";

export interface Uploads {
  readonly items: readonly UploadItem[];
  readonly isBusy: boolean;
  readonly add: (fieldName: string, files: readonly File[]) => void;
  readonly retry: (item: UploadItem) => void;
  readonly remove: (item: UploadItem) => void;
  readonly clear: () => void;
}

/** The uploads of a form. `onUploaded` gets the paths of a field each time that they change. */
export function useUploads(
  scope: Scope,
  formId: string,
  onUploaded: (fieldName: string, paths: string[]) => void,
): Uploads {
  const [queue] = useState(() => new UploadQueue(scope, formId));
  const items = useSyncExternalStore(queue.subscribe, queue.read);

  useEffect(() => queue.deliverTo(onUploaded), [queue, onUploaded]);
  useEffect(() => () => queue.clear(), [queue]);

  return {
    items,
    isBusy: items.some(({ path, error }) => path === undefined && error === undefined),
    add: (fieldName, files) => queue.add(fieldName, files),
    retry: (item) => queue.retry(item),
    remove: (item) => queue.remove(item),
    clear: () => queue.clear(),
  };
}
