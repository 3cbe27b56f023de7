import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { TriggerDialog } from "./TriggerDialog";
import { TriggerTable } from "./TriggerTable";
import { triggersQuery } from "./triggerQueries";

const words = texts.triggers;

/** The workflows that events start in the organization. */
export function TriggersPage() {
  const scope = useScope();
  const triggers = useQuery(triggersQuery(scope));
  const [isOpen, dialog] = useDisclosure();
  const add = (
    <Button variant="filled" onClick={dialog.open}>
      {words.add}
    </Button>
  );
  return (
    <Page title={words.title} says={words.says} action={add}>
      <Loaded query={triggers}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={words.empty} says={words.emptySays} />
          ) : (
            <TriggerTable triggers={found} />
          )
        }
      </Loaded>
      {isOpen ? <TriggerDialog scope={scope} known={undefined} onClose={dialog.close} /> : null}
    </Page>
  );
}
