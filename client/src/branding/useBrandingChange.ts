import { useMutation, useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../api/client";
import type { Branding, BrandingUpdate } from "../api/schema";
import { BRANDING_KEY, loadBranding } from "../ui/useBranding";

/** Changes the branding; every page of this tab shows it at once. */
export function useBrandingChange() {
  const queries = useQueryClient();
  const show = (branding: Branding) => queries.setQueryData(BRANDING_KEY, branding);
  const save = useMutation({
    mutationFn: (body: BrandingUpdate) => bodyOf(platform.PUT("/api/branding", { body })),
    onSuccess: show,
  });
  const setLogo = useMutation({
    mutationFn: (file: File) =>
      bodyOf(
        platform.PUT("/api/branding/logo", {
          // The document says text for any body; what is sent is the file as it is.
          body: file as unknown as string,
          bodySerializer: (body) => body,
          headers: { "Content-Type": file.type },
        }),
      ),
    onSuccess: show,
  });
  const removeLogo = useMutation({
    mutationFn: async () => {
      await bodyOf(platform.DELETE("/api/branding/logo"));
      return loadBranding();
    },
    onSuccess: show,
  });
  return { save, setLogo, removeLogo };
}
