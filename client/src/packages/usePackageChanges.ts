import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, platform } from "../api/client";
import type { PackageInstall } from "../api/schema";
import { PACKAGES_KEY } from "./packageQueries";

/** Begins installations; the one that was begun here last is followed. */
export function usePackageChanges() {
  const queries = useQueryClient();
  const [jobId, setJobId] = useState<string>();

  async function follow(job: { job_id: string }) {
    setJobId(job.job_id);
    await queries.invalidateQueries({ queryKey: [...PACKAGES_KEY, "list"] });
  }

  return {
    jobId,
    install: async (body: PackageInstall) =>
      follow(await bodyOf(platform.POST("/api/packages/install", { body }))),
    uninstall: async (name: string) =>
      follow(await bodyOf(platform.POST("/api/packages/uninstall", { body: { package: name } }))),
  };
}

export type PackageChanges = ReturnType<typeof usePackageChanges>;
