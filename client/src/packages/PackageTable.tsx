import { Text } from "@mantine/core";
import type { Package, PackageUpdate } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import type { Column } from "../ui/table";
import { PackageActions } from "./PackageActions";
import type { PackageChanges } from "./usePackageChanges";

interface PackageTableProps {
  packages: readonly Package[];
  /** The names that requirements.txt has; the others are needed by those. */
  required: readonly string[];
  /** Undefined until the index was asked. */
  updates: readonly PackageUpdate[] | undefined;
  changes: PackageChanges;
}

const words = texts.packages;

export function PackageTable({ packages, required, updates, changes }: PackageTableProps) {
  const names = new Set(required);
  const newer = new Map(updates?.map((one) => [one.name, one]));
  const columns: readonly Column<Package>[] = [
    {
      key: "name",
      header: words.name,
      isTitle: true,
      cell: ({ name }) => (
        <div>
          <Text fw={500}>{name}</Text>
          {names.has(plain(name)) ? null : <Text c="dimmed">{words.needed}</Text>}
        </div>
      ),
    },
    { key: "version", header: words.installed, cell: ({ version }) => version },
    {
      key: "newest",
      header: words.newest,
      cell: ({ name, version }) => {
        const found = newer.get(name);
        if (found === undefined) return null;
        if (found.newest === null) return <Text c="dimmed">{found.problem ?? words.noNewest}</Text>;
        return found.newest === version ? <Text c="dimmed">{words.upToDate}</Text> : found.newest;
      },
    },
    {
      key: "actions",
      header: words.actions,
      isAction: true,
      cell: (one) =>
        names.has(plain(one.name)) ? (
          <PackageActions
            installed={one}
            newest={newer.get(one.name)?.newest ?? undefined}
            changes={changes}
          />
        ) : null,
    },
  ];
  return (
    <DataTable label={words.title} columns={columns} rows={packages} keyOf={({ name }) => name} />
  );
}

/** A package's name as requirements are compared: `Foo_Bar` and `foo-bar` are one. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}
