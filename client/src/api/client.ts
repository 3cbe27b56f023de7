import createClient, { type Client, type Middleware } from "openapi-fetch";
import { attempt, send } from "./http";
import { ApiProblem, problemOf } from "./problems";
import type { paths } from "./schema";
import { ALL_SCOPE, headerOf, type Scope } from "./scope";

export type Api = Client<paths>;

const clients = new Map<Scope, Api>();

/** The API, acting in the scope that the page's address names. */
export function inScope(scope: Scope): Api {
  const known = clients.get(scope);
  if (known !== undefined) return known;
  const client = createClient<paths>({ fetch: send });
  client.use(actingIn(scope));
  clients.set(scope, client);
  return client;
}

/** The routes about the platform, which take no organization. */
export const platform: Api = createClient<paths>({ fetch: send });

/** Requests without a session: sign-in, and the question who the caller is. */
export const anonymous: Api = createClient<paths>({ fetch: attempt });

/** The only writer of X-Organization-Id; also checks that the answer is of that organization. */
function actingIn(scope: Scope): Middleware {
  const organization = headerOf(scope);
  return {
    onRequest({ request }) {
      if (scope !== ALL_SCOPE) request.headers.set("X-Organization-Id", organization);
    },
    onResponse({ response }) {
      const acted = response.headers.get("X-Bifrost-Organization");
      if (acted === null || scope === ALL_SCOPE || acted === organization) return;
      throw new ApiProblem(response.status, {
        error: "WrongOrganization",
        message: `The answer is of ${acted}, not of ${scope}: nothing of it is shown. Load the page again.`,
        requestId: response.headers.get("X-Request-Id") ?? "",
      });
    },
  };
}

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer. Rejects with ApiProblem for every status that is an error. */
export async function bodyOf<T>(call: Promise<Answered<T>>): Promise<T> {
  return (await answerOf(call)).body;
}

/** The body of an answer, with its headers. */
export async function answerOf<T>(
  call: Promise<Answered<T>>,
): Promise<{ body: T; response: Response }> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemOf(response, error);
  // openapi-fetch leaves `data` out for answers without a body, where T is undefined or never.
  return { body: data as T, response };
}
