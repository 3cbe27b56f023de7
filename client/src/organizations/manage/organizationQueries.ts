import { queryOptions } from "@tanstack/react-query";
import { platform } from "../../api/client";
import { versionedOf } from "../../api/versions";

export function readOrganization(id: string) {
  return versionedOf(
    platform.GET("/api/organizations/{org_id}", { params: { path: { org_id: id } } }),
  );
}

export function organizationKey(id: string) {
  return ["organizations", id];
}

export function organizationQuery(id: string) {
  return queryOptions({
    queryKey: organizationKey(id),
    queryFn: async () => (await readOrganization(id)).thing,
  });
}
