import { useQuery } from "@tanstack/react-query";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { BRANDING_KEY, loadBranding } from "../ui/useBranding";
import { BrandingForm } from "./BrandingForm";
import { LogoForm } from "./LogoForm";

/** What an installation looks like, for platform administrators. */
export function BrandingPage() {
  const mayChange = useSession().may.includes("branding.manage");
  // Asked for anew: what another administrator changed is not overwritten unseen.
  const branding = useQuery({
    queryKey: [...BRANDING_KEY, "edited"],
    queryFn: ({ signal }) => loadBranding(signal),
    enabled: mayChange,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <Page title={texts.branding.title} says={texts.branding.says}>
      {mayChange ? (
        <Loaded query={branding} rows={5} height={56}>
          {(found) => (
            <>
              <BrandingForm branding={found} />
              <LogoForm />
            </>
          )}
        </Loaded>
      ) : (
        <EmptyState title={texts.branding.refused} />
      )}
    </Page>
  );
}
