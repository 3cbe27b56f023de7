import { type ComponentType, lazy, type ReactNode, Suspense } from "react";

const SetPassword = lazy(async () =>
  page((await import("../session/SetPasswordPage")).SetPasswordPage),
);
/** The pages that need no session, by the first part of their address. */
const PAGES: ReadonlyMap<string, ComponentType> = new Map([
  ["set-password", SetPassword],
  ["setup", lazy(async () => page((await import("../session/SetupPage")).SetupPage))],
  ["oauth", lazy(async () => page((await import("../session/CallbackPage")).CallbackPage))],
  ["signed-in", lazy(async () => page((await import("../session/SignedInPage")).SignedInPage))],
]);

interface PublicPageProps {
  /** What is shown at every other address. */
  otherwise: ReactNode;
}

export function PublicPage({ otherwise }: PublicPageProps) {
  const [, first = ""] = window.location.pathname.split("/");
  const Found = PAGES.get(first);
  if (Found === undefined) return otherwise;
  return (
    <Suspense>
      <Found />
    </Suspense>
  );
}

function page(component: ComponentType): { default: ComponentType } {
  return { default: component };
}
