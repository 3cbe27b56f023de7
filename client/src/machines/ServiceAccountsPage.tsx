import { useState } from "react";
import type { ServiceAccountView } from "../api/schema";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { NewServiceAccount } from "./NewServiceAccount";
import { RawKeyDialog } from "./RawKeyDialog";
import { ServiceAccountActions } from "./ServiceAccountActions";
import { useRoles, useServiceAccounts } from "./useServiceAccounts";

/** The organization's own principals for programs. */
export function ServiceAccountsPage() {
  const scope = useScope();
  const accounts = useServiceAccounts(scope);
  const roles = useRoles(scope);
  const [rawKey, setRawKey] = useState<string>();
  const words = texts.machines.accounts;
  const nameOf = (id: string) => roles.data?.find((role) => role.id === id)?.name ?? id;
  const columns: readonly Column<ServiceAccountView>[] = [
    { key: "name", header: words.name, isTitle: true, cell: ({ name }) => name },
    {
      key: "description",
      header: words.description,
      cell: ({ description }) => description,
    },
    {
      key: "roles",
      header: words.roles,
      cell: ({ roleIds }) => roleIds.map(nameOf).join(", ") || texts.common.none,
    },
    {
      key: "state",
      header: words.state,
      cell: ({ isActive }) => (isActive ? words.active : words.inactive),
    },
    { key: "since", header: words.since, cell: ({ createdAt }) => <TimeText at={createdAt} /> },
    {
      key: "actions",
      header: words.actions,
      cell: (account) => <ServiceAccountActions account={account} onKey={setRawKey} />,
    },
  ];
  return (
    <Page title={words.title} says={words.says} action={<NewServiceAccount />}>
      <Loaded query={accounts}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={words.empty} says={words.emptySays} />
          ) : (
            <DataTable label={words.title} columns={columns} rows={found} keyOf={({ id }) => id} />
          )
        }
      </Loaded>
      <RawKeyDialog rawKey={rawKey} onClose={() => setRawKey(undefined)} />
    </Page>
  );
}
