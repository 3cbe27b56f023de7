import { useQuery } from "@tanstack/react-query";
import { GLOBAL_SCOPE } from "../api/scope";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { KeyTable } from "./KeyTable";
import { keysQuery } from "./keyQueries";
import { NewKey } from "./NewKey";

/** The API keys of an organization. */
export function KeysPage() {
  const scope = useScope();
  const isGlobal = scope === GLOBAL_SCOPE;
  const keys = useQuery({ ...keysQuery(scope), enabled: !isGlobal });
  return (
    <Page
      title={texts.apiKeys.title}
      says={texts.apiKeys.says}
      {...(isGlobal ? {} : { action: <NewKey /> })}
    >
      {isGlobal ? (
        <EmptyState title={texts.apiKeys.noneOfAll} says={texts.apiKeys.noneOfAllSay} />
      ) : (
        <Loaded query={keys}>
          {(all) =>
            all.length === 0 ? (
              <EmptyState title={texts.apiKeys.empty} says={texts.apiKeys.emptySays} />
            ) : (
              <KeyTable keys={all} />
            )
          }
        </Loaded>
      )}
    </Page>
  );
}
