import type { Target } from "../api/schema";
import * as texts from "../texts/texts";

/** Whom a schedule is for, in words: `own` names the scope itself. */
export function targetText(target: Target | null, own: string): string {
  if (target === null) return own;
  const { organizations = [], tags = [] } = target;
  if (organizations.length > 0) return organizations.join(", ");
  if (tags.length > 0) return `${texts.schedules.targets.tags}: ${tags.join(", ")}`;
  return texts.schedules.targets.all;
}
