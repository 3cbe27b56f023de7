import type { Callback } from "../api/schema";

interface ReceivedCallback {
  connection: string;
  body: Callback;
}

/** What a provider sent to `/oauth/callback/{connection}`; its code is taken out of the address bar. */
export function takeCallback(): ReceivedCallback {
  const { pathname, search } = window.location;
  const given = new URLSearchParams(search);
  const connection = decodeURIComponent(pathname.split("/")[3] ?? "");
  window.history.replaceState(null, "", pathname);
  return {
    connection,
    body: {
      state: given.get("state") ?? "",
      code: given.get("code"),
      error: given.get("error"),
      iss: given.get("iss"),
    },
  };
}
