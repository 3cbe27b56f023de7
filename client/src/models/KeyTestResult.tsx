import { Alert } from "@mantine/core";
import type { KeyTest } from "../api/schema";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";

interface KeyTestResultProps {
  result: KeyTest | undefined;
  error: Error | null;
}

const words = texts.models;

/** What the provider said to a key. */
export function KeyTestResult({ result, error }: KeyTestResultProps) {
  if (error !== null) return <ProblemAlert error={error} />;
  if (result === undefined) return null;
  const { valid, message, milliseconds, models, isModelOffered } = result;
  return (
    <Alert color={valid ? "green" : "red"} title={valid ? words.taken : words.refused}>
      {message} {valid ? words.answered(models, milliseconds) : null}{" "}
      {isModelOffered === false ? words.notOffered : null}
    </Alert>
  );
}
