import type { ReactNode } from "react";
import type { Ability } from "../api/schema";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { useSession } from "./useSession";

interface ForAdministratorsProps {
  /** What the user has to be allowed on the platform. */
  needs: Ability;
  /** The title of the page. */
  title: string;
  children: ReactNode;
}

/** A page about the platform: others are told whom it is for, and nothing is asked. */
export function ForAdministrators({ needs, title, children }: ForAdministratorsProps) {
  if (useSession().may.includes(needs)) return children;
  return (
    <Page title={title}>
      <EmptyState title={texts.edits.refused} says={texts.edits.refusedSays} />
    </Page>
  );
}
