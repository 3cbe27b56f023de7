import { lazy, Suspense } from "react";
import { useSession } from "../../session/useSession";

const FactorDueNote = lazy(async () => ({
  default: (await import("../../session/security/FactorDueNote")).FactorDueNote,
}));

/** Says what the user still has to do before they may go on; mostly nothing. */
export function DueNote() {
  const { secondFactorDueAt } = useSession();
  if (secondFactorDueAt === null) return null;
  return (
    <Suspense>
      <FactorDueNote dueAt={secondFactorDueAt} />
    </Suspense>
  );
}
