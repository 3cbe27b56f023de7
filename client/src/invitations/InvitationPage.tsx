import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { anonymous, bodyOf } from "../api/client";
import { ApiProblem } from "../api/problems";
import { SignedOutPage } from "../session/SignedOutPage";
import { SignInLink } from "../session/SignInLink";
import { takeToken } from "../session/takeToken";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { AcceptanceForm } from "./AcceptanceForm";

/** Shows what the link of an invitation offers, and accepts it. */
export function InvitationPage() {
  const [token] = useState(() => takeToken() ?? "none");
  const [accepted, setAccepted] = useState(false);
  const offer = useQuery({
    queryKey: ["invitation-offer", token],
    queryFn: ({ signal }) =>
      bodyOf(anonymous.POST("/api/auth/invitation", { body: { token }, signal })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

  if (accepted) {
    return (
      <SignedOutPage title={texts.invitations.accepted}>
        <Text role="status">{texts.invitations.acceptedSays}</Text>
        <SignInLink />
      </SignedOutPage>
    );
  }
  if (offer.isPending) {
    return (
      <SignedOutPage title={texts.invitations.accept}>
        <SkeletonRows rows={3} />
      </SignedOutPage>
    );
  }
  if (offer.isError) {
    const isVoid = offer.error instanceof ApiProblem && offer.error.status === 401;
    return (
      <SignedOutPage title={texts.invitations.void}>
        {isVoid ? (
          <Text role="alert">{texts.invitations.voidSays}</Text>
        ) : (
          <ProblemAlert error={offer.error} onRetry={() => offer.refetch()} />
        )}
        <SignInLink />
      </SignedOutPage>
    );
  }
  const { organization, invitedBy, email } = offer.data;
  return (
    <SignedOutPage
      title={texts.invitations.acceptTitle(organization)}
      says={texts.invitations.acceptSays(invitedBy, email)}
    >
      <AcceptanceForm token={token} offer={offer.data} onAccepted={() => setAccepted(true)} />
    </SignedOutPage>
  );
}
