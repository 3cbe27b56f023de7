import {
  Button,
  FileButton,
  Group,
  MultiSelect,
  NativeSelect,
  Stack,
  Textarea,
} from "@mantine/core";
import type { ChoosableOrganization } from "../organizations/matchOrganizations";
import { tagsOf } from "../organizations/tags";
import * as texts from "../texts/texts";
import { download } from "../ui/download";
import { AUDIENCES, type FleetDraft } from "./fleetDraft";

interface FleetAudienceProps {
  draft: FleetDraft;
  organizations: readonly ChoosableOrganization[];
  /** The table without values, for what was chosen to run. */
  template: string;
  onChange: (changed: Partial<FleetDraft>) => void;
}

/** The organizations of a fleet run: by tag, one by one, all, a pasted list, or a table. */
export function FleetAudience(props: FleetAudienceProps) {
  const { draft, organizations, template, onChange } = props;
  return (
    <Stack gap="md" maw="40rem">
      <NativeSelect
        label={texts.fleet.audience}
        value={draft.audience}
        disabled={draft.only !== undefined}
        data={AUDIENCES.map((value) => ({ value, label: texts.fleet.audiences[value] }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ audience: AUDIENCES.find((one) => one === value) ?? "tags" })
        }
      />
      {draft.audience === "tags" ? (
        <MultiSelect
          label={texts.fleet.tags}
          description={texts.fleet.tagsSay}
          searchable
          data={tagsOf(organizations)}
          value={draft.tags}
          onChange={(tags) => onChange({ tags })}
        />
      ) : null}
      {draft.audience === "organizations" ? (
        <MultiSelect
          label={texts.fleet.organizations}
          searchable
          limit={50}
          data={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.organizations}
          onChange={(chosen) => onChange({ organizations: chosen })}
        />
      ) : null}
      {draft.audience === "pasted" ? (
        <Textarea
          label={texts.fleet.pasted}
          description={texts.fleet.pastedSays}
          rows={6}
          value={draft.pasted}
          onChange={({ currentTarget: { value } }) => onChange({ pasted: value })}
        />
      ) : null}
      {draft.audience === "table" ? (
        <>
          <Textarea
            label={texts.fleet.table}
            description={draft.only === undefined ? texts.fleet.tableSays : texts.fleet.rowsSay}
            rows={6}
            value={draft.table}
            onChange={({ currentTarget: { value } }) => onChange({ table: value })}
          />
          <Group gap="xs">
            <FileButton
              accept=".csv,text/csv,text/plain"
              onChange={(file) => void file?.text().then((table) => onChange({ table }))}
            >
              {(props) => <Button {...props}>{texts.fleet.readFile}</Button>}
            </FileButton>
            {draft.table === "" ? (
              <Button onClick={() => onChange({ table: template })}>{texts.fleet.insert}</Button>
            ) : null}
            <Button onClick={() => download("rows.csv", template, "text/csv")}>
              {texts.fleet.template}
            </Button>
          </Group>
        </>
      ) : null}
    </Stack>
  );
}
