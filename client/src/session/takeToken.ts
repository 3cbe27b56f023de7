let taken: string | undefined;

/**
 * The token of a link such as `/set-password#token=…`, which is taken out of the address bar. It is
 * kept in memory, because a page may be rendered more than once before it is shown.
 */
export function takeToken(): string | undefined {
  const token = new URLSearchParams(window.location.hash.slice(1)).get("token");
  if (token !== null) {
    taken = token;
    window.history.replaceState(null, "", window.location.pathname);
  }
  return taken;
}
