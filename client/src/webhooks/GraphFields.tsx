import { Checkbox, Group, NativeSelect, Stack, Switch, TextInput } from "@mantine/core";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { CHANGE_TYPES, type GraphDraft, isChangeType } from "./graphDraft";
import { useConnections } from "./useConnections";

interface GraphFieldsProps {
  scope: Scope;
  draft: GraphDraft;
  problems: ReadonlyMap<string, string>;
  onChange: (changed: Partial<GraphDraft>) => void;
}

/** What Microsoft Graph is to tell a webhook of, and with which connection it is asked. */
export function GraphFields({ scope, draft, problems, onChange }: GraphFieldsProps) {
  const words = texts.webhooks.graph;
  const connections = useConnections(scope);
  const names = new Set(connections.data?.map((one) => one.connection_name) ?? []);
  if (draft.connection !== "") names.add(draft.connection);
  const choices = [...names].map((name) => ({ value: name, label: name }));
  return (
    <Stack>
      <NativeSelect
        label={words.connection}
        description={words.connectionSays}
        data={[{ value: "", label: words.elsewhere }, ...choices]}
        value={draft.connection}
        onChange={(event) => onChange({ connection: event.currentTarget.value })}
        error={problems.get("connection")}
      />
      {draft.connection === "" ? null : (
        <>
          <TextInput
            label={words.resource}
            description={words.resourceSays}
            value={draft.resource}
            onChange={(event) => onChange({ resource: event.currentTarget.value })}
            required
            error={problems.get("resource")}
          />
          <Checkbox.Group
            label={words.changes}
            value={draft.changeTypes}
            onChange={(chosen) => onChange({ changeTypes: chosen.filter(isChangeType) })}
            error={problems.get("changeTypes")}
          >
            <Group mt={4}>
              {CHANGE_TYPES.map((kind) => (
                <Checkbox key={kind} value={kind} label={words.kinds[kind]} />
              ))}
            </Group>
          </Checkbox.Group>
          <Switch
            label={words.lifecycle}
            description={words.lifecycleSays}
            checked={draft.lifecycle}
            onChange={(event) => onChange({ lifecycle: event.currentTarget.checked })}
          />
        </>
      )}
    </Stack>
  );
}
