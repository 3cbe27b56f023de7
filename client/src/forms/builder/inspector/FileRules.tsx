import { Checkbox } from "@mantine/core";
import * as texts from "../../../texts/texts";
import { listIn } from "../listed";
import { CommittedInput } from "./CommittedInput";
import type { InspectorProps } from "./inspectorProps";

/** What files have to keep to. */
export function FileRules({ field, faultAt, edit }: InspectorProps) {
  const types = field.allowedTypes?.join(", ") ?? "";
  const size = field.maxSizeMB ? String(field.maxSizeMB) : "";
  return (
    <>
      <CommittedInput
        key={`types ${types}`}
        label={texts.builder.allowedTypes}
        description={texts.builder.allowedTypesSays}
        value={types}
        error={faultAt("allowedTypes")}
        onCommit={(typed) => edit({ allowedTypes: listIn(typed) })}
      />
      <CommittedInput
        key={`size ${size}`}
        label={texts.builder.maxSize}
        inputMode="numeric"
        value={size}
        error={faultAt("maxSizeMB")}
        onCommit={(typed) => edit({ maxSizeMB: Number.parseInt(typed, 10) || null })}
      />
      <Checkbox
        label={texts.builder.severalFiles}
        checked={Boolean(field.multiple)}
        onChange={(event) => edit({ multiple: event.currentTarget.checked })}
      />
    </>
  );
}
