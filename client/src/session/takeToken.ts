/** The token of a link such as `/set-password#token=…`, which is taken out of the address bar. */
export function takeToken(): string | undefined {
  const token = new URLSearchParams(window.location.hash.slice(1)).get("token");
  if (window.location.hash !== "") {
    window.history.replaceState(null, "", window.location.pathname);
  }
  return token ?? undefined;
}
