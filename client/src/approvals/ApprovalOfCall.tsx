import { useQuery } from "@tanstack/react-query";
import type { Scope } from "../api/scope";
import { Loaded } from "../ui/Loaded";
import { ApprovalForm } from "./ApprovalForm";
import { approvalQuery } from "./approvalQueries";

interface ApprovalOfCallProps {
  scope: Scope;
  approvalId: string;
}

/** The question about one call, in the timeline of its run. */
export function ApprovalOfCall({ scope, approvalId }: ApprovalOfCallProps) {
  const approval = useQuery(approvalQuery(scope, approvalId));
  return (
    <Loaded query={approval} rows={2} height={40}>
      {(found) => <ApprovalForm scope={scope} approval={found} />}
    </Loaded>
  );
}
