export const common = {
  product: "Bifrost",
  loading: "Loading",
  retry: "Try again",
  cancel: "Cancel",
  close: "Close",
  copied: "Copied",
  loadMore: "Load more",
  selectAll: "Select all",
  clear: "Clear",
  clearFilters: "Show everything",
  none: "None",
  requestId: (id: string) => `Request ${id}`,
  copyRequestId: "Copy the request id",
  retryIn: (seconds: number) => `Try again in ${seconds} s`,
  nothingHere: "Nothing here",
  toStart: "To the first page",
  notFound: "There is nothing at this address, or your account may not see it.",
  pageFailed: "This page stopped working.",
  pageFailedHint: "Load it again. If it stops again, give this message to your administrator.",
  reload: "Load again",
  newVersion: "There is a new version of this site.",
  newVersionHint: "Load the page again to go on. What you typed into a form is kept.",
  items: (count: number, isList: boolean) =>
    isList
      ? `${count} ${count === 1 ? "item" : "items"}`
      : `${count} ${count === 1 ? "key" : "keys"}`,
  showMore: (count: number) => `Show more (${count} left)`,
};
