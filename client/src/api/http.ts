/**
 * The one place that calls fetch: adds the token and the request id, renews the session once when
 * it is over, and sends the request again.
 */

import { credentials } from "./credentials";
import { provedFor } from "./freshProof";
import { offline } from "./problems";
import { refresh } from "./refresh";

const SIGN_IN = "/api/auth/";

/**
 * Sends a request as the caller, and again if the user first has to prove who they are. Rejects with
 * ApiProblem if there is no answer.
 */
export async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await sendInSession(request);
  return (await provedFor(response)) ? sendInSession(again) : response;
}

async function sendInSession(request: Request): Promise<Response> {
  const again = request.clone();
  const used = credentials.accessToken();
  const response = await attempt(request);
  if (!isOver(response) || new URL(request.url).pathname.startsWith(SIGN_IN)) return response;
  // Without a token the page belongs to a user of a provider, whom no refresh brings back.
  if (used !== undefined && (await refresh(attempt, used))) {
    const second = await attempt(again.clone());
    if (!isOver(second)) return second;
  }
  await credentials.untilSignedIn();
  return attempt(again);
}

/** Sends a request as it is, for the calls that find out who the caller is. */
export async function attempt(request: Request): Promise<Response> {
  const requestId = crypto.randomUUID();
  const prepared = new Request(request, { redirect: "manual", credentials: "same-origin" });
  prepared.headers.set("X-Request-Id", requestId);
  prepared.headers.set("X-Bifrost-Client", "web");
  const token = credentials.accessToken();
  if (token !== undefined) {
    // Behind Static Web Apps the API reads the second, because the first is replaced there.
    prepared.headers.set("Authorization", `Bearer ${token}`);
    prepared.headers.set("X-Bifrost-Authorization", `Bearer ${token}`);
  }
  try {
    return await fetch(prepared);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw offline(requestId);
  }
}

/** Whether the answer means that nobody is signed in; a proxy redirects to its sign-in instead. */
function isOver(response: Response): boolean {
  return response.status === 401 || response.type === "opaqueredirect";
}
