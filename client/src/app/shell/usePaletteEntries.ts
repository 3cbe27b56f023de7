import { useMantineColorScheme } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { ALL_SCOPE, GLOBAL_SCOPE, type Scope } from "../../api/scope";
import { useForms } from "../../forms/useForms";
import { useChoosable } from "../../organizations/useChoosable";
import { useSwitch } from "../../organizations/useSwitch";
import { runScope } from "../../runs/runScope";
import { useMyRuns } from "../../runs/useMyRuns";
import { signOut } from "../../session/signIn";
import { THEMES } from "../../session/themes";
import { useSession } from "../../session/useSession";
import * as texts from "../../texts/texts";
import { relativeTime } from "../../ui/time";
import { useNow } from "../../ui/useNow";
import { useWorkflows } from "../../workflows/useWorkflows";
import { pagesOf } from "./navigation";
import type { PaletteEntry } from "./palette";

/** Dialogs that the palette can open in its place. */
export interface Dialogs {
  openKeys: () => void;
  openAbout: () => void;
}

/** Everything that the palette can lead to in a scope. */
export function usePaletteEntries(scope: Scope, dialogs: Dialogs): PaletteEntry[] {
  const single = scope === ALL_SCOPE ? GLOBAL_SCOPE : scope;
  return [
    ...usePages(scope),
    ...useFormEntries(single),
    ...useWorkflowEntries(single),
    ...useRunEntries(scope),
    ...useOrganizationEntries(scope),
    ...useActions(dialogs),
  ];
}

function usePages(scope: Scope): PaletteEntry[] {
  const router = useRouter();
  const session = useSession();
  const pages = pagesOf(session, scope).map(
    ({ to, label }): PaletteEntry => ({
      id: to,
      kind: "page",
      label: label(),
      run: () => void router.navigate({ to, params: { organization: scope } }),
    }),
  );
  const account = () => void router.navigate({ to: "/me" });
  return [...pages, { id: "me", kind: "page", label: texts.shell.account, run: account }];
}

function useWorkflowEntries(scope: Scope): PaletteEntry[] {
  const router = useRouter();
  const workflows = useWorkflows(scope).data ?? [];
  return workflows.map(({ name, description }) => ({
    id: `workflow ${name}`,
    kind: "workflow",
    label: name,
    also: description,
    run: () =>
      void router.navigate({
        to: "/o/$organization/workflows/$name",
        params: { organization: scope, name },
      }),
  }));
}

function useFormEntries(scope: Scope): PaletteEntry[] {
  const router = useRouter();
  const forms = useForms(scope).data ?? [];
  return forms.map(({ id, name, description }) => ({
    id: `form ${id}`,
    kind: "form",
    label: name,
    also: description ?? "",
    run: () =>
      void router.navigate({
        to: "/o/$organization/forms/$formId",
        params: { organization: scope, formId: id },
      }),
  }));
}

/** The user's newest runs: by the workflow's name, or by a pasted id. */
function useRunEntries(scope: Scope): PaletteEntry[] {
  const router = useRouter();
  const now = useNow();
  return useMyRuns(scope, true).map((run) => ({
    id: `run ${run.executionId}`,
    kind: "run",
    label: `${run.workflowName}, ${texts.statuses[run.status]}, ${relativeTime(new Date(run.createdAt), now)}`,
    also: run.executionId,
    run: () =>
      void router.navigate({
        to: "/o/$organization/runs/$executionId",
        params: { organization: runScope(scope, run), executionId: run.executionId },
      }),
  }));
}

function useOrganizationEntries(scope: Scope): PaletteEntry[] {
  const { organizations } = useChoosable(true);
  const { open } = useSwitch(scope);
  return organizations.map(({ id, name, domains }) => ({
    id: `organization ${id}`,
    kind: "organization",
    label: name,
    also: [id, ...domains].join(" "),
    run: () => open(id),
  }));
}

function useActions({ openKeys, openAbout }: Dialogs): PaletteEntry[] {
  const session = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const themes = THEMES.map(
    (theme): PaletteEntry => ({
      id: `theme ${theme}`,
      kind: "action",
      label: `${texts.shell.theme}: ${texts.session.themes[theme]}`,
      run: () => setColorScheme(theme),
    }),
  );
  return [
    ...themes,
    { id: "about", kind: "action", label: texts.about.title, run: openAbout },
    { id: "keys", kind: "action", label: texts.shell.keys, run: openKeys },
    {
      id: "sign-out",
      kind: "action",
      label: texts.session.signOut,
      run: () => void signOut(session),
    },
  ];
}
