import { Badge } from "@mantine/core";
import type { WorkflowView } from "../api/schema";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { TextLink } from "../ui/TextLink";
import type { Column } from "../ui/table";
import { useWorkflows } from "../workflows/useWorkflows";
import { AddressText } from "./AddressText";

const words = texts.endpoints;

const COLUMNS: readonly Column<WorkflowView>[] = [
  {
    key: "name",
    header: words.workflow,
    isTitle: true,
    cell: ({ name }) => (
      <TextLink
        from="/o/$organization/endpoints"
        to="/o/$organization/workflows/$name"
        params={{ name }}
        search={{ tab: "code" }}
        fw={500}
      >
        {name}
      </TextLink>
    ),
  },
  {
    key: "address",
    header: words.address,
    cell: ({ name, endpointPath }) => (
      <AddressText
        address={`${window.location.origin}${endpointPath}`}
        copyLabel={words.copyAddress(name)}
      >
        {endpointPath ?? ""}
      </AddressText>
    ),
  },
  {
    key: "methods",
    header: words.methods,
    cell: ({ allowedMethods }) => allowedMethods.join(", "),
  },
  {
    key: "who",
    header: words.who,
    cell: ({ publicEndpoint }) =>
      publicEndpoint ? <Badge color="yellow">{words.public}</Badge> : words.withKey,
  },
];

/** The workflows that answer HTTP requests of their own. */
export function EndpointsPage() {
  const workflows = useWorkflows(useScope());
  return (
    <Page title={words.title} says={words.says}>
      <Loaded query={workflows}>
        {(found) => {
          const rows = found.filter(({ endpointPath }) => endpointPath != null);
          return rows.length === 0 ? (
            <EmptyState title={words.empty} says={words.emptySays} />
          ) : (
            <DataTable
              label={words.title}
              columns={COLUMNS}
              rows={rows}
              keyOf={({ name }) => name}
            />
          );
        }}
      </Loaded>
    </Page>
  );
}
