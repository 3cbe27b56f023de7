import { NativeSelect } from "@mantine/core";
import type { Scope } from "../../../api/scope";
import * as texts from "../../../texts/texts";
import type { BuilderHandle } from "../useBuilder";
import { RolesInput } from "./RolesInput";

interface AccessInputProps {
  scope: Scope;
  builder: BuilderHandle;
}

const LEVELS = ["role_based", "authenticated", "public"] as const;

/** Who may use the form. */
export function AccessInput({ scope, builder }: AccessInputProps) {
  const { state, change, roles } = builder;
  const { accessLevel } = state.content;

  function set(chosen: string) {
    const level = LEVELS.find((one) => one === chosen);
    if (level !== undefined) change({ kind: "form", change: { accessLevel: level } });
  }

  return (
    <>
      <NativeSelect
        label={texts.builder.access}
        value={accessLevel}
        data={LEVELS.map((value) => ({ value, label: texts.builder.accessLevels[value] }))}
        onChange={(event) => set(event.currentTarget.value)}
      />
      {accessLevel === "role_based" ? <RolesInput scope={scope} roles={roles} /> : null}
    </>
  );
}
