import { Code, Group, Switch, Text } from "@mantine/core";
import { useState } from "react";
import type { SettingInForce } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { FilterInput } from "../ui/FilterInput";
import { matchWords } from "../ui/matchWords";
import { NothingMatches } from "../ui/NothingMatches";
import type { Column } from "../ui/table";
import { SettingValue } from "./SettingValue";

interface SettingsTableProps {
  settings: readonly SettingInForce[];
}

const words = texts.diagnostics;

const COLUMNS: readonly Column<SettingInForce>[] = [
  {
    key: "name",
    header: words.setting,
    isTitle: true,
    cell: ({ name }) => <Code style={{ wordBreak: "break-word" }}>{name}</Code>,
  },
  { key: "value", header: words.value, cell: (setting) => <SettingValue setting={setting} /> },
  {
    key: "source",
    header: words.source,
    cell: ({ isSet }) => (
      <Text span {...(isSet ? {} : { c: "dimmed" })}>
        {isSet ? words.fromEnvironment : words.fromDefault}
      </Text>
    ),
  },
];

/** Every setting of the process, by its name; of secret ones only whether they are set. */
export function SettingsTable({ settings }: SettingsTableProps) {
  const [typed, setTyped] = useState("");
  const [onlySet, setOnlySet] = useState(true);
  const shown = settings.filter(
    ({ name, isSet }) => matchWords([name], typed) && (isSet || !onlySet || typed !== ""),
  );
  return (
    <>
      <Group gap="md">
        <FilterInput label={words.filter} value={typed} onChange={setTyped} />
        <Switch
          label={words.onlySet}
          checked={onlySet}
          onChange={({ currentTarget: { checked } }) => setOnlySet(checked)}
        />
      </Group>
      {shown.length === 0 ? (
        <NothingMatches title={words.noMatch} onClear={() => setTyped("")} />
      ) : (
        <DataTable
          label={words.settings}
          columns={COLUMNS}
          rows={shown}
          keyOf={({ name }) => name}
        />
      )}
    </>
  );
}
