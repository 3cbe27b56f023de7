import { ApiProblem } from "./problems";

/**
 * What the server says against each field, by the field's name: the last part of a detail's
 * location that is text, such as `password` of `["body", "password"]`.
 */
export function fieldProblems(error: Error | undefined | null): Map<string, string> {
  if (!(error instanceof ApiProblem)) return new Map();
  const found = error.details.flatMap(({ location, message }) => {
    const name = location?.findLast((part) => typeof part === "string");
    return name === undefined ? [] : [[name, message] as const];
  });
  return new Map(found);
}
