import { Button, Group, Stack, TagsInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, platform } from "../api/client";
import { basedOn, versionAsShown } from "../api/versions";
import * as texts from "../texts/texts";
import { OrganizationLine } from "../ui/OrganizationLine";
import { ProblemAlert } from "../ui/ProblemAlert";
import { readOrganization } from "./manage/organizationQueries";
import type { ChoosableOrganization } from "./matchOrganizations";
import { organizationsQuery } from "./organizationsQuery";
import { TagFilter } from "./TagFilter";

interface TagsEditorProps {
  organization: ChoosableOrganization;
  /** Tags of other organizations, which are offered. */
  known: readonly string[];
  onClose: () => void;
}

const MOST = 20;
const LONGEST = 50;

/** Sets the words by which platform administrators find an organization again. */
export function TagsEditor({ organization, known, onClose }: TagsEditorProps) {
  const [tags, setTags] = useState([...organization.tags]);
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: async () => {
      const read = () => readOrganization(organization.id);
      const tagsOf = (one: { tags: readonly string[] }) => one.tags;
      const said = texts.edits.changedSince;
      const version = await versionAsShown<{ tags: readonly string[] }>(
        read,
        organization,
        tagsOf,
        said,
      );
      await bodyOf(
        platform.PATCH("/api/organizations/{org_id}", {
          params: { path: { org_id: organization.id }, header: basedOn(version) },
          body: { tags },
        }),
      );
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: organizationsQuery.queryKey });
      onClose();
    },
  });

  return (
    <Stack gap="sm">
      <OrganizationLine organization={organization} />
      <TagsInput
        data-autofocus
        label={texts.shell.tags}
        description={texts.shell.tagsSay}
        value={tags}
        onChange={setTags}
        maxTags={MOST}
        maxLength={LONGEST}
        splitChars={[",", "\n"]}
        acceptValueOnBlur
      />
      <TagFilter
        label={texts.shell.knownTags}
        tags={known}
        chosen={tags}
        onChange={(chosen) => setTags([...chosen])}
      />
      {saving.isError ? <ProblemAlert error={saving.error} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button onClick={onClose}>{texts.common.cancel}</Button>
        <Button variant="filled" loading={saving.isPending} onClick={() => saving.mutate()}>
          {texts.shell.saveTags}
        </Button>
      </Group>
    </Stack>
  );
}
