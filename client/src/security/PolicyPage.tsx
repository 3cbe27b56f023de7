import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { PolicyForm } from "./PolicyForm";
import { policyQuery } from "./policyQuery";

/** Whom an organization, or the platform, asks for a second factor. */
export function PolicyPage() {
  const scope = useScope();
  const policy = useQuery(policyQuery(scope));
  return (
    <Page title={texts.security.policyTitle} says={texts.security.policySays}>
      <Stack>
        {policy.isPending ? <SkeletonRows rows={4} /> : null}
        {policy.isError ? (
          <ProblemAlert error={policy.error} onRetry={() => policy.refetch()} />
        ) : null}
        {policy.data === undefined ? null : (
          <PolicyForm key={`${scope} ${policy.data.policy}`} scope={scope} policy={policy.data} />
        )}
      </Stack>
    </Page>
  );
}
