import { useState } from "react";
import type { JsonValue } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import { CommittedArea } from "../inspector/CommittedArea";

interface ParametersInputProps {
  value: Readonly<Record<string, JsonValue>>;
  fault: string | undefined;
  onChange: (value: Record<string, JsonValue>) => void;
}

/** Values that the workflow gets without a field, as a JSON object. */
export function ParametersInput({ value, fault, onChange }: ParametersInputProps) {
  const [own, setOwn] = useState<string>();
  const json = JSON.stringify(value, undefined, 2);

  function take(typed: string) {
    const found = objectIn(typed);
    setOwn(found === undefined ? texts.builder.noObject : undefined);
    if (found !== undefined) onChange(found);
  }

  return (
    <CommittedArea
      key={json}
      label={texts.builder.defaultParams}
      description={texts.builder.defaultParamsSays}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      spellCheck={false}
      value={json}
      error={own ?? fault}
      onCommit={take}
    />
  );
}

function objectIn(typed: string): Record<string, JsonValue> | undefined {
  try {
    const found: unknown = JSON.parse(typed.trim() || "{}");
    const isObject = typeof found === "object" && found !== null && !Array.isArray(found);
    return isObject ? (found as Record<string, JsonValue>) : undefined;
  } catch {
    return undefined;
  }
}
