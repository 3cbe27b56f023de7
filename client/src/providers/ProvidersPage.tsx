import { Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { AllowedWays } from "./AllowedWays";
import { ProviderFields } from "./ProviderFields";
import { ProviderTable } from "./ProviderTable";
import { bodyOfNew, newDraft, type ProviderDraft } from "./providerDraft";
import { providersQuery, useProviderChanges } from "./useProviders";

/** Where people sign in with an account that they have: the scope's providers, and what it allows. */
export function ProvidersPage() {
  const scope = useScope();
  const organization = useOrganization(scope);
  const providers = useQuery(providersQuery(scope));
  const changes = useProviderChanges(scope);
  const [draft, setDraft] = useState<ProviderDraft>();
  return (
    <Page
      title={texts.singleSignOn.title}
      says={texts.singleSignOn.says}
      action={
        <Button variant="filled" onClick={() => setDraft(newDraft())}>
          {texts.singleSignOn.add}
        </Button>
      }
    >
      <Loaded query={providers}>
        {(found) => (
          <Stack gap="xl">
            {found.length === 0 ? (
              <EmptyState title={texts.singleSignOn.empty} says={texts.singleSignOn.emptySays} />
            ) : (
              <ProviderTable providers={found} />
            )}
            <AllowedWays providers={found} />
          </Stack>
        )}
      </Loaded>
      {draft === undefined ? null : (
        <CreateDialog
          title={texts.singleSignOn.add}
          verb={texts.singleSignOn.create}
          organization={organization}
          initial={draft}
          create={(typed) => changes.create(bodyOfNew(typed))}
          fields={(props) => <ProviderFields {...props} isStored={false} />}
          onClose={() => setDraft(undefined)}
        />
      )}
    </Page>
  );
}
