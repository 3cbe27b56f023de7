import { type ComponentType, lazy, type ReactNode, Suspense } from "react";

const SetPassword = lazy(async () =>
  page((await import("../session/SetPasswordPage")).SetPasswordPage),
);
/** The pages that need no session, by the first part of their address. */
const PAGES: ReadonlyMap<string, ComponentType<PublicPageProps>> = new Map([
  ["set-password", SetPassword],
  ["setup", lazy(async () => page((await import("../session/SetupPage")).SetupPage))],
  [
    "invitation",
    lazy(async () => page((await import("../invitations/InvitationPage")).InvitationPage)),
  ],
  [
    "forgotten-password",
    lazy(async () =>
      page((await import("../session/ForgottenPasswordPage")).ForgottenPasswordPage),
    ),
  ],
  ["oauth", lazy(async () => page((await import("../session/CallbackPage")).CallbackPage))],
  ["callback", lazy(async () => page((await import("../session/sso/ReturnPage")).ReturnPage))],
  ["signed-in", lazy(async () => page((await import("../session/SignedInPage")).SignedInPage))],
]);

interface PublicPageProps {
  /** What is shown at every other address. */
  otherwise: ReactNode;
}

export function PublicPage({ otherwise }: PublicPageProps) {
  const [, first = "", second] = window.location.pathname.split("/");
  // /sign-in/callback is a page of its own; /sign-in is the session's.
  const Found = PAGES.get(first === "sign-in" && second === "callback" ? second : first);
  if (Found === undefined) return otherwise;
  return (
    <Suspense>
      <Found otherwise={otherwise} />
    </Suspense>
  );
}

function page(component: ComponentType<PublicPageProps>) {
  return { default: component };
}
