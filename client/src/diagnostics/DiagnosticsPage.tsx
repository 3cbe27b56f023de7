import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ForAdministrators } from "../session/ForAdministrators";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { DiagnosticSections } from "./DiagnosticSections";
import { diagnosticsQuery } from "./diagnosticsQueries";

const words = texts.diagnostics;

/** The state of the platform, for its administrators. */
export function DiagnosticsPage() {
  const isFor = useSession().may.includes("diagnostics.read");
  const found = useQuery({ ...diagnosticsQuery, enabled: isFor });
  return (
    <ForAdministrators needs="diagnostics.read" title={words.title}>
      <Page
        title={words.title}
        says={words.says}
        action={
          <Button loading={found.isFetching} onClick={() => void found.refetch()}>
            {words.again}
          </Button>
        }
      >
        <Loaded query={found}>{(state) => <DiagnosticSections state={state} />}</Loaded>
      </Page>
    </ForAdministrators>
  );
}
