import { RouterProvider } from "@tanstack/react-router";
import type { SessionView } from "../api/schema";
import { SessionGuard } from "../session/SessionGuard";
import { router } from "./routes";

interface SignedInProps {
  session: SessionView;
}

export function SignedIn({ session }: SignedInProps) {
  return (
    <>
      <RouterProvider router={router} context={{ session }} />
      <SessionGuard session={session} />
    </>
  );
}
