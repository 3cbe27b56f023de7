import type { Problem, ProblemDetail } from "./schema";

/** What went wrong with a request: the API or a proxy refused it, or the network failed. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  /** The HTTP status; 0 if there was no answer. */
  readonly status: number;
  /** The API's code, such as `NotFound`; `Offline` or `Unreadable` where no API answered. */
  readonly code: string;
  readonly details: readonly ProblemDetail[];
  readonly requestId: string | undefined;
  readonly executionId: string | undefined;
  /** Seconds until it makes sense to ask again, if the server said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, problem: Problem, retryAfter?: number) {
    super(problem.message);
    this.status = status;
    this.code = problem.error;
    this.details = problem.details ?? [];
    this.requestId = problem.requestId || undefined;
    this.executionId = problem.executionId ?? undefined;
    this.retryAfter = retryAfter;
  }
}

/** The problem of a request that got no answer. */
export function offline(requestId: string): ApiProblem {
  const message =
    "The server cannot be reached. Check the network; nothing that you typed is lost.";
  return new ApiProblem(0, { error: "Offline", message, requestId });
}

/** The problem that an error response describes; `body` is what it contained. */
export function problemOf(response: Response, body: unknown): ApiProblem {
  const retryAfter = Number(response.headers.get("Retry-After")) || undefined;
  if (isProblem(body)) return new ApiProblem(response.status, body, retryAfter);
  const requestId = response.headers.get("X-Request-Id") ?? "";
  const message = `The server answered with status ${response.status}, without a reason.`;
  return new ApiProblem(response.status, { error: "Unreadable", message, requestId }, retryAfter);
}

export function isProblem(body: unknown): body is Problem {
  return (
    typeof body === "object" &&
    body !== null &&
    "error" in body &&
    typeof body.error === "string" &&
    "message" in body &&
    typeof body.message === "string"
  );
}
