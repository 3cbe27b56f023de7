import { Badge, Text } from "@mantine/core";
import type { Config } from "../api/schema";
import { GLOBAL_SCOPE, type Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { ConfigActions } from "./ConfigActions";
import classes from "./ConfigTable.module.css";

interface ConfigTableProps {
  values: readonly Config[];
  scope: Scope;
}

function columnsOf(scope: Scope): readonly Column<Config>[] {
  return [
    {
      key: "key",
      header: texts.config.key,
      isTitle: true,
      cell: ({ key, description }) => (
        <div className={classes.value}>
          <Text fw={500}>{key}</Text>
          {description ? <Text c="dimmed">{description}</Text> : null}
        </div>
      ),
    },
    { key: "type", header: texts.config.type, cell: ({ type }) => texts.config.types[type] },
    {
      key: "value",
      header: texts.config.value,
      cell: (config) => (
        <Text className={classes.value} lineClamp={3}>
          {shown(config)}
        </Text>
      ),
    },
    {
      key: "from",
      header: texts.config.from,
      cell: ({ isInherited }) =>
        isInherited ? (
          <Badge color="gray">{texts.config.inherited}</Badge>
        ) : (
          <Badge color="accent">
            {scope === GLOBAL_SCOPE ? texts.config.everywhere : texts.config.own}
          </Badge>
        ),
    },
    {
      key: "changed",
      header: texts.config.changed,
      cell: ({ updatedAt }) => <TimeText at={updatedAt} />,
    },
    {
      key: "actions",
      header: texts.config.actions,
      isAction: true,
      cell: (config) => <ConfigActions config={config} />,
    },
  ];
}

export function ConfigTable({ values, scope }: ConfigTableProps) {
  return (
    <DataTable
      label={texts.config.title}
      columns={columnsOf(scope)}
      rows={values}
      keyOf={({ key }) => key}
    />
  );
}

function shown({ type, value }: Config): string {
  if (type === "secret_ref") return texts.config.secretIs(value);
  if (type === "bool") return value === "true" ? texts.config.yes : texts.config.no;
  return value;
}
