import { Checkbox, Stack } from "@mantine/core";
import { useState } from "react";
import type { FormField } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import { isShownOnly } from "../fieldTypes";
import { tidyField } from "../formContent";
import { CommittedArea } from "./CommittedArea";
import type { InspectorProps } from "./inspectorProps";

/** What few fields have, and the field as it is stored. */
export function MoreTab({ field, place, faultAt, edit, change }: InspectorProps) {
  const [fault, setFault] = useState<string>();
  const json = JSON.stringify(tidyField(field), undefined, 2);
  const filling = Object.entries(field.autoFill ?? {})
    .map(([name, key]) => `${name} = ${key}`)
    .join("\n");

  function takeJson(typed: string) {
    try {
      const found = JSON.parse(typed) as FormField; // the server checks what it is
      setFault(undefined);
      change({ kind: "replace", place, field: found });
    } catch (error) {
      setFault(texts.builder.jsonFault(String(error)));
    }
  }

  return (
    <Stack gap="sm">
      {isShownOnly(field.type) || field.secret || field.type === "file" ? null : (
        <Checkbox
          label={texts.builder.inQuery}
          checked={Boolean(field.allowAsQueryParam)}
          error={faultAt("allowAsQueryParam")}
          onChange={(event) => edit({ allowAsQueryParam: event.currentTarget.checked })}
        />
      )}
      {field.dataProvider ? (
        <CommittedArea
          key={`fill ${filling}`}
          label={texts.builder.autoFill}
          description={texts.builder.autoFillSays}
          value={filling}
          error={faultAt("autoFill")}
          onCommit={(typed) => edit({ autoFill: pairsIn(typed) })}
        />
      ) : null}
      <CommittedArea
        key={json}
        label={texts.builder.fieldJson}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        spellCheck={false}
        value={json}
        error={fault}
        onCommit={takeJson}
      />
    </Stack>
  );
}

/** The lines `name = key` of a text. */
function pairsIn(typed: string): Record<string, string> {
  const pairs = typed.split("\n").map((line) => line.split("=").map((part) => part.trim()));
  return Object.fromEntries(pairs.filter(([name, key]) => name && key));
}
