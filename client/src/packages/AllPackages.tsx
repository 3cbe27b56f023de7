import { Alert, Button, Group } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { FilterInput } from "../ui/FilterInput";
import { LinkButton } from "../ui/LinkButton";
import { Loaded } from "../ui/Loaded";
import { matchWords } from "../ui/matchWords";
import { NothingMatches } from "../ui/NothingMatches";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { NewPackage } from "./NewPackage";
import { PackageJob } from "./PackageJob";
import { PackageTable } from "./PackageTable";
import { packagesQuery, updatesQuery } from "./packageQueries";
import { usePackageChanges } from "./usePackageChanges";

const route = getRouteApi("/platform/packages");
const words = texts.packages;

/** What is installed, what is newer, and the installation that is under way. */
export function AllPackages() {
  const found = useQuery(packagesQuery);
  const updates = useQuery(updatesQuery);
  const changes = usePackageChanges();
  const { q = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = (typed: string) =>
    void navigate({ search: typed === "" ? {} : { q: typed }, replace: true });
  const file = useMutation({ mutationFn: () => changes.install({}) });
  const jobId = changes.jobId ?? found.data?.lastInstall?.jobId;

  return (
    <Page title={words.title} says={words.says} action={<NewPackage changes={changes} />}>
      <Group gap="xs">
        <FilterInput label={words.filter} value={q} onChange={filter} />
        <Button loading={updates.isFetching} onClick={() => void updates.refetch()}>
          {words.look}
        </Button>
        {found.data === undefined || found.data.required.length === 0 ? null : (
          <LinkButton to="/platform/code" search={{ path: "requirements.txt" }}>
            {words.openFile}
          </LinkButton>
        )}
      </Group>
      {updates.isError ? <ProblemAlert error={updates.error} /> : null}
      <Loaded query={found}>
        {({ packages, required, changed }) => {
          const shown = packages.filter(({ name }) => matchWords([name], q));
          return (
            <>
              {changed ? (
                <Alert color="yellow" variant="light" title={words.changed}>
                  <Group gap="sm">
                    {words.changedSays}
                    <Button size="xs" loading={file.isPending} onClick={() => file.mutate()}>
                      {words.installFile}
                    </Button>
                  </Group>
                </Alert>
              ) : null}
              {file.isError ? <ProblemAlert error={file.error} /> : null}
              {jobId === undefined ? null : (
                <PackageJob key={jobId} jobId={jobId} isNew={changes.jobId === jobId} />
              )}
              {packages.length === 0 ? (
                <EmptyState title={words.empty} says={words.emptySays} />
              ) : shown.length === 0 ? (
                <NothingMatches title={words.noMatch} onClear={() => filter("")} />
              ) : (
                <PackageTable
                  packages={shown}
                  required={required}
                  updates={updates.data?.packages}
                  changes={changes}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
