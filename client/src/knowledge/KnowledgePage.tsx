import { Button } from "@mantine/core";
import { useState } from "react";
import type { SourceView } from "../api/schema";
import { useMay } from "../session/useMay";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Section } from "../ui/Section";
import { TextLink } from "../ui/TextLink";
import type { Column } from "../ui/table";
import { useSources } from "./knowledgeQueries";
import { NewSourceDialog } from "./NewSourceDialog";
import { SearchPanel } from "./SearchPanel";

const words = texts.knowledge;

const COLUMNS: readonly Column<SourceView>[] = [
  {
    key: "namespace",
    header: words.namespace,
    isTitle: true,
    cell: ({ namespace }) => (
      <TextLink
        from="/o/$organization/knowledge"
        to="/o/$organization/knowledge/$namespace"
        params={{ namespace }}
        fw={500}
      >
        {namespace}
      </TextLink>
    ),
  },
  { key: "description", header: words.description, cell: ({ description }) => description },
  {
    key: "from",
    header: words.from,
    cell: ({ scope }) => (scope === "GLOBAL" ? words.platform : words.own),
  },
  { key: "passages", header: words.passages, isNumber: true, cell: ({ passages }) => passages },
  { key: "model", header: words.model, cell: ({ model }) => model ?? words.wordsOnly },
];

/** The sources of knowledge, and a search in them. */
export function KnowledgePage() {
  const scope = useScope();
  const sources = useSources(scope);
  const may = useMay();
  const [isNew, setIsNew] = useState(false);
  return (
    <Page
      title={words.title}
      says={words.says}
      action={
        may("ai.manage") ? (
          <Button variant="filled" onClick={() => setIsNew(true)}>
            {words.create}
          </Button>
        ) : undefined
      }
    >
      <Loaded query={sources}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState
              title={words.empty}
              says={may("ai.manage") ? words.emptySays : words.emptyForMembers}
            />
          ) : (
            <>
              <DataTable
                label={words.title}
                columns={COLUMNS}
                rows={found}
                keyOf={({ scope: owner, namespace }) => `${owner} ${namespace}`}
              />
              <Section title={words.search}>
                <SearchPanel scope={scope} />
              </Section>
            </>
          )
        }
      </Loaded>
      <NewSourceDialog scope={scope} opened={isNew} onClose={() => setIsNew(false)} />
    </Page>
  );
}
