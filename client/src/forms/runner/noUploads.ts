import type { Uploads } from "./useUploads";

/** For forms that take no files: parameters, and forms that are only looked at. */
export const NO_UPLOADS: Uploads = {
  items: [],
  isBusy: false,
  add: () => undefined,
  retry: () => undefined,
  remove: () => undefined,
  clear: () => undefined,
};
