import { Checkbox, NativeSelect, Stack } from "@mantine/core";
import type { Flow } from "../api/schema";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import { ConnectionFields } from "./ConnectionFields";
import { type ConnectionDraft, filled } from "./connectionDraft";
import { PRESETS } from "./presets";
import { TextField } from "./TextField";

interface NewConnectionFieldsProps extends FieldsProps<ConnectionDraft> {
  isGlobal: boolean;
}

const FLOWS: readonly Flow[] = ["authorization_code", "client_credentials", "refresh_token"];
const words = texts.connections;

/** What a new connection is: a known system fills in all but the client. */
export function NewConnectionFields({ isGlobal, ...props }: NewConnectionFieldsProps) {
  const { draft, problems, onChange } = props;
  const flows = isGlobal ? [...FLOWS, "partner" as const] : FLOWS;
  const presets = isGlobal ? PRESETS : PRESETS.filter((one) => one !== "microsoft_graph");
  return (
    <Stack gap="sm">
      <NativeSelect
        label={words.preset}
        value={draft.preset}
        data-autofocus
        data={presets.map((value) => ({ value, label: words.presets[value] }))}
        onChange={({ currentTarget: { value } }) =>
          onChange(filled(PRESETS.find((one) => one === value) ?? "empty"))
        }
      />
      <TextField
        {...props}
        name="name"
        field="connection_name"
        label={words.name}
        help={words.nameHelp}
      />
      <NativeSelect
        label={words.flow}
        value={draft.flow}
        data={flows.map((value) => ({ value, label: words.flows[value] }))}
        error={problems.get("oauth_flow_type")}
        onChange={({ currentTarget: { value } }) => {
          const flow = flows.find((one) => one === value) ?? draft.flow;
          onChange({
            ...draft,
            flow,
            perOrganization: draft.perOrganization || flow === "partner",
          });
        }}
      />
      <ConnectionFields {...props} isNew />
      {isGlobal ? (
        <Checkbox
          label={words.perOrganization}
          description={words.perOrganizationHelp}
          checked={draft.perOrganization}
          disabled={draft.flow === "partner"}
          onChange={(event) => onChange({ ...draft, perOrganization: event.currentTarget.checked })}
        />
      ) : null}
    </Stack>
  );
}
