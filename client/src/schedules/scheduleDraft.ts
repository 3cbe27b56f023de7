import type { JsonValue, ScheduleCreate, ScheduleView } from "../api/schema";
import { ownZone } from "../forms/answers/moments";

export type TargetKind = "scope" | "organizations" | "tags" | "all";

/** What is typed into the editor of a schedule, apart from the workflow's inputs. */
export interface ScheduleDraft {
  name: string;
  workflowName: string;
  cron: string;
  zone: string;
  overlap: ScheduleView["overlap"];
  missed: ScheduleView["missed"];
  missedWindowSeconds: number;
  jitterSeconds: number;
  target: TargetKind;
  organizations: string[];
  tags: string;
  inputs: Record<string, JsonValue>;
}

export function newDraft(): ScheduleDraft {
  return {
    name: "",
    workflowName: "",
    cron: "0 9 * * MON-FRI",
    zone: ownZone(),
    overlap: "skip",
    missed: "once",
    missedWindowSeconds: 86_400,
    jitterSeconds: 0,
    target: "scope",
    organizations: [],
    tags: "",
    inputs: {},
  };
}

export function draftOf(schedule: ScheduleView): ScheduleDraft {
  const { name, workflowName, cron, zone, target } = schedule;
  const { overlap, missed, missedWindowSeconds, jitterSeconds } = schedule;
  const organizations = target?.organizations ?? [];
  const tags = target?.tags ?? [];
  return {
    ...newDraft(),
    ...{ name, workflowName, cron, zone, overlap, missed, missedWindowSeconds, jitterSeconds },
    target:
      target === null
        ? "scope"
        : organizations.length > 0
          ? "organizations"
          : tags.length > 0
            ? "tags"
            : "all",
    organizations: [...organizations],
    tags: tags.join(", "),
    inputs: schedule.inputs ?? {},
  };
}

/** What the server is sent. */
export function scheduleOf(
  draft: ScheduleDraft,
  inputs: Record<string, JsonValue>,
): ScheduleCreate {
  const { target, organizations, tags, ...rest } = draft;
  return { ...rest, inputs, isEnabled: true, target: targetOf(target, organizations, tags) };
}

function targetOf(kind: TargetKind, organizations: string[], tags: string) {
  if (kind === "scope") return null;
  return {
    organizations: kind === "organizations" ? organizations : [],
    tags: kind === "tags" ? listed(tags) : [],
    allOrganizations: kind === "all",
  };
}

function listed(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
