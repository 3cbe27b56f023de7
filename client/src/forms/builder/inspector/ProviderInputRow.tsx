import { NativeSelect, Stack } from "@mantine/core";
import type { FormField, ProviderInput } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import { CommittedInput } from "./CommittedInput";

const MODES = ["none", "static", "fieldRef", "expression"] as const;
type Mode = (typeof MODES)[number];

interface ProviderInputRowProps {
  name: string;
  given: ProviderInput | undefined;
  above: readonly FormField[];
  onChange: (given: ProviderInput | undefined) => void;
}

/** Where one input of a data provider comes from. */
export function ProviderInputRow({ name, given, above, onChange }: ProviderInputRowProps) {
  const mode = given?.mode ?? "none";
  const text = given?.value ?? given?.expression ?? "";

  function setMode(chosen: Mode) {
    if (chosen === "none") onChange(undefined);
    else if (chosen === "fieldRef") onChange({ mode: chosen, fieldName: above.at(-1)?.name ?? "" });
    else
      onChange(
        chosen === "static" ? { mode: chosen, value: "" } : { mode: chosen, expression: "" },
      );
  }

  return (
    <Stack gap={4}>
      <NativeSelect
        label={texts.builder.inputMode(name)}
        value={mode}
        data={MODES.map((value) => ({ value, label: texts.builder.inputModes[value] }))}
        onChange={(event) =>
          setMode(MODES.find((one) => one === event.currentTarget.value) ?? "none")
        }
      />
      {mode === "fieldRef" ? (
        <NativeSelect
          aria-label={texts.builder.inputValue(name)}
          value={given?.fieldName ?? ""}
          data={above.map((field) => ({ value: field.name, label: field.label ?? field.name }))}
          onChange={(event) => onChange({ mode: "fieldRef", fieldName: event.currentTarget.value })}
        />
      ) : null}
      {mode === "static" || mode === "expression" ? (
        <CommittedInput
          key={`${mode} ${text}`}
          aria-label={texts.builder.inputValue(name)}
          value={text}
          onCommit={(typed) =>
            onChange(mode === "static" ? { mode, value: typed } : { mode, expression: typed })
          }
        />
      ) : null}
    </Stack>
  );
}
